/** What two servers answered to the checks of aggregates, compared: exactly, or within what a column's tolerance allows for many rows. */

import { absolute, type Decimal, isAtMost, minus, parseDecimal, quotientText, times } from '../decimal';
import type { AggregateFound, CellValue, CheckResult, GroupDifference } from '../result';
import type { Row } from '../rowCursor';
import { cellValue } from '../rowLayout';
import { allowedBy, isWithin } from '../tolerance';
import { type AggregateCheck, type AggregateScan, groupingsOf, isInChecksum, MOST_GROUPS, valuesOf } from './aggregates';

export type AggregateOutcome = Pick<CheckResult, 'verdict' | 'reason' | 'notes' | 'found'>;

type Sides = { readonly source: readonly Row[]; readonly target: readonly Row[] };

/** By the name of the check. At most so many differing groups are kept of each. */
export function readAggregates(scan: AggregateScan, answers: Sides, mostGroups: number): ReadonlyMap<string, AggregateOutcome> {
	const groupings = groupingsOf(scan.checks);
	const outcomes = new Map<string, AggregateOutcome>();
	const isCut = answers.source.length > MOST_GROUPS || answers.target.length > MOST_GROUPS;
	let start = 2;
	for (const check of scan.checks) {
		const length = valuesOf(check, scan.relation, 'source').length;
		const set = String(groupings.indexOf(check.by?.text));
		const groupsOf = (rows: readonly Row[]) =>
			new Map(rows.flatMap(row => (row[0] === set ? [[row[1] ?? null, row.slice(start, start + length)] as const] : [])));
		const groups = { source: groupsOf(answers.source), target: groupsOf(answers.target) };
		outcomes.set(check.name, check.by && isCut ? tooManyGroups(check.by.text) : outcomeOf(check, scan, groups, mostGroups));
		start += length;
	}
	return outcomes;
}

function tooManyGroups(by: string): AggregateOutcome {
	return { verdict: 'not-run', reason: `"by: ${by}" makes more than ${MOST_GROUPS} groups; "rows" compares every row` };
}

interface Groups {
	readonly source: ReadonlyMap<string | null, Row>;
	readonly target: ReadonlyMap<string | null, Row>;
}

function outcomeOf(check: AggregateCheck, scan: AggregateScan, groups: Groups, mostGroups: number): AggregateOutcome {
	if (check.by) return groupedOutcome(check, check.by.text, groups, mostGroups);
	const [source, target] = [groups.source.get(null) ?? [], groups.target.get(null) ?? []];
	if (check.kind === 'count') {
		const found = { kind: 'count' as const, source: Number(source[0]), target: Number(target[0]) };
		return { verdict: found.source === found.target ? 'identical' : 'different', found };
	}
	const { equal, within } = compare(check, source, target);
	const [shownSource, shownTarget] = shown(check, source, target);
	const found: AggregateFound = { kind: 'aggregate', type: typeOf(check), source: shownSource, target: shownTarget };
	if (check.kind === 'checksum') return checksumOutcome(scan, found, equal);
	return { verdict: equal ? 'identical' : 'different', found, ...(within ? { notes: [withinNote(check)] } : {}) };
}

/** What a checksum leaves out it says nothing of, so that it cannot be green. */
function checksumOutcome({ relation }: AggregateScan, found: AggregateFound, equal: boolean): AggregateOutcome {
	const notCompared = relation.columns.flatMap(column => {
		if (column.excepted || isInChecksum(column)) return [];
		return [{ column: column.name, reason: column.notCompared ?? 'it has a tolerance, which a checksum cannot apply' }];
	});
	const verdict = !equal ? 'different' : notCompared.length > 0 ? 'partial' : 'identical';
	const without = `without ${notCompared.map(({ column }) => `"${column}"`).join(', ')}`;
	return {
		verdict,
		found: { ...found, ...(notCompared.length > 0 ? { notCompared } : {}) },
		...(verdict === 'partial' ? { reason: without } : {}),
	};
}

function groupedOutcome(check: AggregateCheck, by: string, { source, target }: Groups, mostGroups: number): AggregateOutcome {
	const names = [...new Set([...source.keys(), ...target.keys()])].sort(byText);
	const rows: GroupDifference[] = [];
	let differing = 0;
	let isWithinSome = false;
	for (const group of names) {
		const [one, other] = [source.get(group), target.get(group)];
		const { equal, within } = one && other ? compare(check, one, other) : { equal: false, within: false };
		isWithinSome ||= within;
		if (equal) continue;
		differing++;
		if (rows.length >= mostGroups) continue;
		const [shownSource, shownTarget] = shown(check, one ?? [], other ?? []);
		rows.push({ group, ...(one ? { source: shownSource } : {}), ...(other ? { target: shownTarget } : {}) });
	}
	return {
		verdict: differing > 0 ? 'different' : 'identical',
		found: {
			kind: 'aggregate',
			type: typeOf(check),
			groups: { by, compared: names.length, differing, rows, truncated: differing > rows.length },
		},
		...(isWithinSome ? { notes: [withinNote(check)] } : {}),
	};
}

/** NULL last. */
function byText(one: string | null, other: string | null): number {
	if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
	return one < other ? -1 : one > other ? 1 : 0;
}

interface Compared {
	readonly equal: boolean;
	/** Whether they are equal by the tolerance alone. */
	readonly within: boolean;
}

function compare(check: AggregateCheck, source: Row, target: Row): Compared {
	if (check.kind === 'avg') return compareAverages(check, source, target);
	const [one = null, other = null] = [source[0], target[0]];
	if (one === other) return { equal: true, within: false };
	const within = check.kind === 'sum' ? isSumWithin(check, source, target) : isExtreme(check) && isOneWithin(check, one, other);
	return { equal: within, within };
}

function isExtreme({ kind }: AggregateCheck): boolean {
	return kind === 'min' || kind === 'max';
}

/** When every value is within a tolerance, so are the smallest and the largest. */
function isOneWithin({ column }: AggregateCheck, source: string | null, target: string | null): boolean {
	return column?.tolerance !== undefined && isWithin(column.tolerance, source, target);
}

/** Values that are each within a tolerance add up to as many times that; a percentage is of the values without their signs. */
function isSumWithin({ column }: AggregateCheck, source: Row, target: Row): boolean {
	const [sum, other] = [decimalOf(source[0]), decimalOf(target[0])];
	const tolerance = column?.tolerance;
	if (!tolerance || tolerance.kind === 'duration' || !sum || !other) return false;
	const allowed = allowedBy(tolerance, decimalOf(source[2]) ?? zero);
	return isAtMost(absolute(minus(sum, other)), tolerance.kind === 'number' ? times(allowed, decimalOf(source[1]) ?? zero) : allowed);
}

/** Sums times the other side's numbers of values: a quotient would have to be cut. */
function compareAverages({ column }: AggregateCheck, source: Row, target: Row): Compared {
	const [sum, count, size] = source.map(decimalOf);
	const [otherSum, otherCount] = target.map(decimalOf);
	if (!sum || !otherSum || !count || !otherCount) return { equal: (source[0] ?? null) === (target[0] ?? null), within: false };
	const distance = absolute(minus(times(sum, otherCount), times(otherSum, count)));
	if (distance.digits === 0n) return { equal: true, within: false };
	const tolerance = column?.tolerance;
	if (!tolerance || tolerance.kind === 'duration') return { equal: false, within: false };
	const allowed = allowedBy(tolerance, size ?? zero);
	const within = isAtMost(distance, times(tolerance.kind === 'number' ? times(allowed, count) : allowed, otherCount));
	return { equal: within, within };
}

const zero: Decimal = { digits: 0n, scale: 0 };

function decimalOf(text: string | null | undefined): Decimal | undefined {
	return text == null ? undefined : parseDecimal(text);
}

/** Enough digits that two averages which differ are seen to. */
const averageDigits = [6, 18, 40, 100];

function shown(check: AggregateCheck, source: Row, target: Row): readonly [CellValue, CellValue] {
	const type = typeOf(check);
	if (check.kind !== 'avg') return [cellValue(source[0] ?? null, type), cellValue(target[0] ?? null, type)];
	const isEqual = compareAverages({ ...check, column: undefined }, source, target).equal;
	for (const digits of averageDigits) {
		const [one, other] = [averageText(source, digits), averageText(target, digits)];
		if (one !== other || isEqual) return [one, other];
	}
	return [averageText(source, 100), averageText(target, 100)];
}

function averageText([sum = null, count]: Row, digits: number): string | null {
	const [dividend, divisor] = [decimalOf(sum), BigInt(count ?? 0)];
	return dividend && divisor > 0n ? quotientText(dividend, divisor, digits) : sum;
}

/** Of the value that is shown. */
function typeOf({ kind, column }: AggregateCheck): string {
	if (isNumberOfThings.has(kind)) return 'bigint';
	if (kind === 'avg') return 'numeric';
	const type = column?.type ?? 'numeric';
	return kind === 'sum' && type !== 'interval' ? (type === 'bigint' ? 'bigint' : 'numeric') : type;
}

const isNumberOfThings: ReadonlySet<AggregateCheck['kind']> = new Set(['count', 'nulls', 'distinct', 'length', 'checksum']);

function withinNote({ kind, column }: AggregateCheck): string {
	const each = kind === 'sum' ? ' for each of its values' : '';
	return `not the same on both sides, but within the tolerance of "${column?.name ?? ''}"${each}`;
}
