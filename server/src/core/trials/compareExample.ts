/** Compares the rows that an example yields with those that it expects. Each expected row is paired with the row that is most like it. */

import type { ComparedColumn } from '../mapping/compileOptions';
import { minus, parseDecimal } from '../reconcile/decimal';
import type { CellValue, ExampleFound, ExampleRow, NamedValue, RejectedRow } from '../reconcile/result';
import type { Example } from '../spec/spec';
import { familyOf } from '../sql/dialects/typeFamily';

export interface ActualRows {
	/** All compared columns of each. */
	readonly rows: readonly (readonly NamedValue[])[];
	readonly rejected: readonly RejectedRow[];
}

export function judgeExample(
	expect: Example['expect'],
	columns: readonly Pick<ComparedColumn, 'name' | 'type'>[],
	actual: ActualRows,
	expected: readonly (readonly NamedValue[])[],
): ExampleFound {
	const isNumber = new Set(columns.flatMap(({ name, type }) => (numbers.has(familyOf(type)) ? [name] : [])));
	const rejected =
		expect.kind === 'rejected'
			? { rejected: { expected: expect.column.text, actual: actual.rejected } }
			: actual.rejected.length > 0
				? { rejected: { actual: actual.rejected } }
				: {};
	return { kind: 'example', rows: paired(expected, actual.rows, isNumber), ...rejected };
}

const numbers = new Set(['integer', 'numeric', 'float']);

/** Rows that fit exactly find each other first. */
function paired(
	expected: readonly (readonly NamedValue[])[],
	actual: readonly (readonly NamedValue[])[],
	isNumber: ReadonlySet<string>,
): readonly ExampleRow[] {
	const pairs = expected.flatMap((row, index) =>
		actual.map((other, otherIndex) => ({ index, otherIndex, differing: differingOf(row, other, isNumber) })),
	);
	const partners = new Map<number, (typeof pairs)[number]>();
	const taken = new Set<number>();
	for (const pair of [...pairs].sort((one, other) => one.differing.length - other.differing.length)) {
		if (partners.has(pair.index) || taken.has(pair.otherIndex)) continue;
		partners.set(pair.index, pair);
		taken.add(pair.otherIndex);
	}
	const rows = expected.map((row, index): ExampleRow => {
		const partner = partners.get(index);
		if (!partner) return { expected: row, differing: [] };
		const other = actual[partner.otherIndex] ?? [];
		return { expected: row, actual: row.map(({ name }) => ({ name, value: cellOf(other, name) })), differing: partner.differing };
	});
	return [...rows, ...actual.flatMap((row, index): readonly ExampleRow[] => (taken.has(index) ? [] : [{ actual: row, differing: [] }]))];
}

function differingOf(expected: readonly NamedValue[], actual: readonly NamedValue[], isNumber: ReadonlySet<string>): readonly string[] {
	return expected.filter(({ name, value }) => !isSame(value, cellOf(actual, name), isNumber.has(name))).map(({ name }) => name);
}

function cellOf(row: readonly NamedValue[], name: string): CellValue {
	return row.find(one => one.name === name)?.value ?? null;
}

/** Of numbers the number counts, not how many zeros are at its end. */
function isSame(one: CellValue, other: CellValue, isNumber: boolean): boolean {
	if (one === other) return true;
	if (!isNumber || one === null || other === null) return false;
	const [first, second] = [parseDecimal(String(one)), parseDecimal(String(other))];
	return first !== undefined && second !== undefined && minus(first, second).digits === 0n;
}
