/**
 * Keys that rows of several mappings share, where these fill one table: the target keeps all but one of each out, whichever mapping brings
 * it. Asked once for all of them, with the first of them. What a mapping shares with itself, `uniques` counts.
 */

import { fullName } from '../../catalog/lookup';
import { comparisonGroup } from '../../mapping/compileComparison';
import { type ColumnValues, compileColumns } from '../../mapping/compileLookup';
import type { CompileOptions } from '../../mapping/compileOptions';
import { isRefused, rowBuilder } from '../../mapping/compileRow';
import { withClause } from '../../mapping/compileWith';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../../mapping/facts';
import { obstacleOf } from '../../reconcile/obstacles';
import { compose, composeList, type SqlText } from '../../sql/composed';
import { plainSql, sql } from '../../sql/template';
import type { FitFinding } from '../fit';
import { MOST_SAMPLES } from '../fit';
import { agreeing, rowsOf, thousands } from '../words';
import { type AskedUnique, candidateKeys, isFilled, keysOf } from './uniques';

export interface SharedKeys {
	readonly members: readonly MappingFacts[];
	readonly keys: readonly AskedUnique[];
}

/** Undefined when there is nothing to ask. `skip` hears why it cannot be asked. */
export function askedShared(
	mapping: MappingFacts,
	facts: SpecFacts,
	skip: (about: string, reason: string) => void,
): SharedKeys | undefined {
	const members = comparisonGroup(facts, mapping);
	if (members.length < 2 || members[0] !== mapping) return undefined;
	const about = `what the mappings of ${mapping.table ? fullName(mapping.table) : mapping.name} share`;
	const blocked = members.find(one => obstacleOf(one, facts) !== undefined);
	if (blocked) {
		skip(about, `"${blocked.name}" cannot be run: ${obstacleOf(blocked, facts)}`);
		return undefined;
	}
	const keys = candidateKeys(mapping, () => {}).filter(({ columns, name }) => {
		if (members.every(one => !isOther(one, mapping) || !columns.every(column => isFilled(one, column)))) return false;
		if (columns.some(column => isToldApart(members, column))) return false;
		const isKnown = columns.every(column => isOneKind(members.map(one => one.column(column))));
		if (!isKnown) skip(about, `"${name}" is looked up by some of them, so that it cannot be compared on the source`);
		return isKnown;
	});
	return keys.length === 0 ? undefined : { members, keys };
}

function isOther(one: MappingFacts, mapping: MappingFacts): boolean {
	return one !== mapping;
}

/** Each mapping writes a constant of its own there. */
function isToldApart(members: readonly MappingFacts[], column: string): boolean {
	const constants = members.map(one => {
		const { origin, written } = one.column(column) ?? {};
		return origin?.kind === 'value' && !written?.map && written?.transforms.length === 0 ? origin.value.text : null;
	});
	return constants.every(text => text !== null) && new Set(constants).size === constants.length;
}

/** Values can be compared with values, and what is looked up with what is looked up in the same mapping. */
function isOneKind(columns: readonly (ColumnFacts | undefined)[]): boolean {
	const kinds = columns.flatMap(column => {
		const { origin } = column ?? {};
		if (!origin || origin.kind === 'generated') return [];
		return origin.kind === 'lookup' ? origin.alternatives.map(one => one.mapping).join(' ') : '';
	});
	return new Set(kinds).size <= 1;
}

/** A row for each key: its number, values that stand in several mappings, their rows, all rows, and samples. */
export function sharedSelect({ members, keys }: SharedKeys, facts: SpecFacts, options: CompileOptions, samples: boolean): SqlText {
	const clause = withClause(facts, options);
	const selects = members.map((member, number) => {
		const row = rowBuilder({ facts, options, with: clause }, member);
		const values = compileColumns(row, new Set());
		const outputs = [
			plainSql(`${number} as m`),
			...keys.map((key, index) => sql`${keyText(values, key)} as k${String(index)}`),
			sql`${isRefused(row.refusals)} as rejected`,
		];
		return row.layers.render(outputs, row.tail());
	});
	const lists = keys.map((_, index) => `(${index}, r.k${index})`).join(', ');
	const shown = samples ? `to_json((array_agg(k order by c desc, k) filter (where several))[1:${MOST_SAMPLES}])::text` : 'null::text';
	return compose([
		clause.render(),
		`select n, count(*) filter (where several), coalesce(sum(c) filter (where several), 0), sum(c), ${shown}
from (select f.n, f.k, count(*) as c, min(r.m) <> max(r.m) as several from (\n`,
		composeList(selects, '\nunion all\n'),
		`\n) r cross join lateral (values ${lists}) as f(n, k) where not r.rejected and f.k is not null group by f.n, f.k) g group by n`,
	]);
}

/** NULL where a row has no such key, or one that PostgreSQL takes for another's equal never. */
function keyText(values: ColumnValues, { columns, nullsAreEqual }: AskedUnique): SqlText {
	const parts = columns.map(name => values.get(name) ?? []);
	if (parts.some(part => part.length === 0)) return plainSql('null::text');
	const all = parts.flat().map(value => value.sql);
	const text = sql`json_build_array(${composeList(
		all.map(value => sql`(${value})::text`),
		', ',
	)})::text`;
	if (nullsAreEqual) return text;
	return sql`case when ${composeList(
		all.map(value => sql`(${value}) is not null`),
		' and ',
	)} then ${text} end`;
}

export function readShared({ members, keys }: SharedKeys, rows: readonly (readonly (string | null)[])[]): readonly FitFinding[] {
	const [mapping] = members;
	const table = mapping?.table ? fullName(mapping.table) : '';
	const names = members.map(({ name }) => `"${name}"`).join(', ');
	return keys.map((key, number): FitFinding => {
		const [, values = '0', found = '0', of = '0', samples] = rows.find(([n]) => Number(n) === number) ?? [];
		const count = Number(found);
		const columns = `(${key.columns.join(', ')})`;
		const words = `${rowsOf(count, Number(of))} ${agreeing(count, 'shares', 'share')} ${columns} with a row of another of ${names}: ${thousands(values ?? '0')} ${values === '1' ? 'value stands' : 'values stand'} in several`;
		const matters = key.isOwnKey ? 'so that they cannot be paired' : `and "${table}" refuses all but one of each`;
		return {
			kind: 'unique',
			code: key.isOwnKey ? 'key-not-unique' : 'target-unique-not-guaranteed',
			at: key.isOwnKey ? { part: 'key' } : { part: 'column', column: key.columns[0] ?? '' },
			about: `${table}.${key.name} of ${names}`,
			rows: count,
			of: Number(of),
			message: count === 0 ? `no two of ${names} have the same ${columns}` : `${words}, ${matters}`,
			...(samples && count > 0 ? { keys: keysOf(samples, key.columns) } : {}),
		};
	});
}
