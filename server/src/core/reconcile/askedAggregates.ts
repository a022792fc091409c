/** The checks of aggregates that a mapping asks for, as one scan, and why some of them cannot be answered. */

import type { CheckOption } from '../spec/spec';
import { familyOf } from '../sql/dialects/typeFamily';
import type { AggregateCheck, AggregateKind, AskedAggregates } from './checks/aggregates';
import type { OverColumns } from './overColumns';
import { pieceOver } from './overColumns';
import type { Answers } from './plan';
import type { ComparedRelation, RelationColumn } from './relation';

export type AskedCheck = Pick<CheckOption, 'kind' | 'column' | 'by'>;

/** `count`, `sum(credit_limit)`, `sum(credit_limit) by country_code`. */
export function checkName({ kind, column, by }: AskedCheck): string {
	const name = column === undefined ? kind : `${kind}(${column.text})`;
	return by === undefined ? name : `${name} by ${by.text.trim()}`;
}

/** Undefined when there are none. `count` rides along, unless the comparison of rows counts them anyway. */
export function askedAggregates(
	checks: readonly AskedCheck[],
	relation: ComparedRelation,
	over: OverColumns,
	{ versions }: Answers,
): AskedAggregates | undefined {
	const own = checks.filter(isAggregate);
	if (own.length === 0) return undefined;
	const ridesAlong = checks.some(({ kind }) => kind === 'rows') ? [] : checks.filter(({ kind }) => kind === 'count');
	const notRun = new Map<string, string>();
	const planned = [...ridesAlong, ...own].flatMap((check): readonly AggregateCheck[] => {
		const made = planAggregate(check, over);
		if ('reason' in made) notRun.set(checkName(check), made.reason);
		return 'reason' in made ? [] : [made];
	});
	const hasInfinity = versions.source >= 140000 && versions.target >= 140000;
	return { scan: { relation, over, checks: planned, hasInfinity }, notRun };
}

export function isAggregate(check: AskedCheck): boolean {
	return check.kind !== 'count' && check.kind !== 'rows' && check.kind !== 'balance';
}

function planAggregate(check: AskedCheck, over: OverColumns): AggregateCheck | { readonly reason: string } {
	const kind = check.kind as AggregateKind;
	const name = checkName(check);
	const by = check.by && pieceOver(check.by, over);
	if (by && 'obstacle' in by) return { reason: `its "by" ${by.obstacle}` };
	const grouped = check.by && by ? { by: { text: check.by.text.trim(), piece: by } } : {};
	if (!check.column) return { name, kind };
	const column = columnFor(check.column.text, over);
	if (typeof column === 'string') return { reason: column };
	const unfit = whyUnfit(kind, column);
	return unfit === undefined ? { name, kind, column, ...grouped } : { reason: unfit };
}

/** The column as it is compared, or why there is none. */
function columnFor(name: string, { columns, member }: OverColumns): RelationColumn | string {
	const found = columns.filter(column => (column.column ?? column.name) === name);
	const [first] = found;
	if (!first) return `"${member.name}" does not fill "${name}", so the source has nothing to compare it with`;
	if (first.notCompared !== undefined) return `"${name}" cannot be compared: ${first.notCompared}`;
	if (found.length > 1)
		return `"${name}" is compared by ${found.map(column => `"${column.name}"`).join(' and ')}, of which there is no one value`;
	return first;
}

const numbers = new Set(['integer', 'numeric', 'float', 'money']);

function whyUnfit(kind: AggregateKind, { name, type }: RelationColumn): string | undefined {
	const family = familyOf(type);
	if (kind === 'sum' && !numbers.has(family) && family !== 'interval') return `"sum" needs numbers, and "${name}" is compared as ${type}`;
	if (kind === 'avg' && !numbers.has(family)) return `"avg" needs numbers, and "${name}" is compared as ${type}`;
	if (kind === 'length' && family !== 'text' && type !== 'bytea') return `"length" needs text, and "${name}" is compared as ${type}`;
	return undefined;
}
