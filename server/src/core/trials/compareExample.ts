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

/** As many rows as can be find one that fits exactly; the others the one that is most like them. */
function paired(
	expected: readonly (readonly NamedValue[])[],
	actual: readonly (readonly NamedValue[])[],
	isNumber: ReadonlySet<string>,
): readonly ExampleRow[] {
	const differing = expected.map(row => actual.map(other => differingOf(row, other, isNumber)));
	const partners = exactPartners(differing.map(row => row.flatMap((names, other) => (names.length === 0 ? [other] : []))));
	const taken = new Set(partners.values());
	const pairs = differing.flatMap((row, index) => row.map((names, other) => ({ index, other, distance: names.length })));
	for (const { index, other } of pairs.sort((one, two) => one.distance - two.distance)) {
		if (partners.has(index) || taken.has(other)) continue;
		partners.set(index, other);
		taken.add(other);
	}
	const rows = expected.map((row, index): ExampleRow => {
		const partner = partners.get(index);
		if (partner === undefined) return { expected: row, differing: [] };
		const other = actual[partner] ?? [];
		const shown = row.map(({ name }) => ({ name, value: cellOf(other, name) }));
		return { expected: row, actual: shown, differing: differing[index]?.[partner] ?? [] };
	});
	return [...rows, ...actual.flatMap((row, index): readonly ExampleRow[] => (taken.has(index) ? [] : [{ actual: row, differing: [] }]))];
}

/** By augmenting paths: whoever holds a row that another one needs looks for another. `fitting`: of each row those that fit it. */
function exactPartners(fitting: readonly (readonly number[])[]): Map<number, number> {
	const holders = new Map<number, number>();
	const findsOne = (index: number, asked: Set<number>): boolean => {
		for (const other of fitting[index] ?? []) {
			if (asked.has(other)) continue;
			asked.add(other);
			const holder = holders.get(other);
			if (holder !== undefined && !findsOne(holder, asked)) continue;
			holders.set(other, index);
			return true;
		}
		return false;
	};
	fitting.forEach((_, index) => void findsOne(index, new Set()));
	return new Map([...holders].map(([other, index]) => [index, other]));
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
