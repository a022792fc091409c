/**
 * Rows that have the same key as another: keys of the target that nothing of the source makes unique. They are asked in a statement of their
 * own, as rows have to be grouped.
 */

import type { UniqueKey } from '../../catalog/catalog';
import { fullName } from '../../catalog/lookup';
import type { MappingFacts, SpecFacts } from '../../mapping/facts';
import { takenColumns } from '../../mapping/takenColumns';
import { uniqueRows } from '../../mapping/uniqueRows';
import type { FitFinding, FitKey } from '../fit';
import { MOST_SAMPLES } from '../fit';
import { agreeing, rowsOf, thousands } from '../words';

/** A key whose values may stand more than once. */
export interface AskedUnique {
	readonly name: string;
	readonly columns: readonly string[];
	readonly nullsAreEqual: boolean;
	/** Whether it is the key of the mapping, which no constraint of the target backs. */
	readonly isOwnKey: boolean;
}

/** Keys that the source itself makes unique are left out. `skip` hears of those that cannot be asked. */
export function askedUniques(
	mapping: MappingFacts,
	facts: SpecFacts,
	skip: (about: string, reason: string) => void,
): readonly AskedUnique[] {
	return candidateKeys(mapping, skip).filter(one => !isGuaranteed(mapping, facts, one));
}

/** Keys of the target that the mapping fills, and its own key when none of those backs it; each once. */
export function candidateKeys(mapping: MappingFacts, skip: (about: string, reason: string) => void): readonly AskedUnique[] {
	const { table, key } = mapping;
	if (!table) return [];
	const constraints = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys];
	const asked: AskedUnique[] = [];
	const known = new Set<string>();
	const add = (one: AskedUnique) => {
		const columns = [...one.columns].sort().join('\0');
		if (known.has(columns)) return;
		known.add(columns);
		asked.push(one);
	};
	for (const one of constraints) {
		if (!one.columns.every(name => isFilled(mapping, name))) continue;
		const about = `${fullName(table)}.${one.name}`;
		if (one.where !== undefined || (one.expressions ?? []).length > 0) skip(about, 'it is unique over an expression or a part of the rows');
		else add(askedOf(one));
	}
	if (key.kind === 'columns' && key.columns.length > 0 && key.columns.every(name => isFilled(mapping, name))) {
		const isBacked = constraints.some(
			one => one.where === undefined && !one.expressions && one.columns.every(name => key.columns.includes(name)),
		);
		if (!isBacked) add({ name: mapping.name, columns: key.columns, nullsAreEqual: true, isOwnKey: true });
	}
	return asked;
}

function askedOf({ name, columns, nullsNotDistinct }: UniqueKey): AskedUnique {
	return { name, columns, nullsAreEqual: nullsNotDistinct === true, isOwnKey: false };
}

/** Whether the mapping itself says what the column gets. */
export function isFilled(mapping: MappingFacts, name: string): boolean {
	const kind = mapping.column(name)?.origin?.kind;
	return kind !== undefined && kind !== 'generated';
}

function isGuaranteed(mapping: MappingFacts, facts: SpecFacts, { columns, nullsAreEqual }: AskedUnique): boolean {
	const taken = columns.map(name => takenColumns(mapping.column(name)));
	if (!facts.source || !taken.every(one => one !== undefined)) return false;
	return uniqueRows(mapping, facts.source, taken.flat(), nullsAreEqual).kind === 'unique';
}

/** The number, when any key stands several times, whether its rows are rejected or not. */
export function repeatedSelect(
	number: number,
	{ nullsAreEqual }: Pick<AskedUnique, 'nullsAreEqual'>,
	values: readonly string[],
	rows: string,
): string {
	const where = nullsAreEqual ? '' : ` where ${values.map(value => `${value} is not null`).join(' and ')}`;
	return `(select ${number} ${rows}${where} group by ${values.join(', ')} having count(*) > 1 limit 1)`;
}

/** How many keys stand several times, how many rows have them, and the most frequent of them. `rows`: what stands between FROM and its end. */
export function uniqueSelect(
	number: number,
	{ nullsAreEqual }: Pick<AskedUnique, 'nullsAreEqual'>,
	values: readonly string[],
	rejected: string | undefined,
	rows: string,
	samples: boolean,
): string {
	const conditions = [
		...(nullsAreEqual ? [] : values.map(value => `${value} is not null`)),
		...(rejected ? [`${rejected} is not true`] : []),
	];
	const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
	const key = `json_build_array(${values.map(value => `${value}::text`).join(', ')})::text`;
	const shown = samples ? `to_json((array_agg(k order by n desc, k))[1:${MOST_SAMPLES}])::text` : 'null::text';
	return `select ${number}, count(*)::text, coalesce(sum(n), 0)::text, ${shown} from (select ${key} as k, count(*) as n ${rows}${where} group by ${values.join(', ')} having count(*) > 1) g`;
}

export function readUnique(
	asked: AskedUnique,
	names: readonly string[],
	row: readonly (string | null)[],
	of: number,
	mapping: MappingFacts,
): FitFinding {
	const [, keys = '0', rows = '0', samples] = row;
	const count = Number(rows);
	const table = mapping.table ? fullName(mapping.table) : '';
	const columns = `(${asked.columns.join(', ')})`;
	const share = `${rowsOf(count, of)} ${agreeing(count, 'shares', 'share')} ${columns} with another row: ${thousands(keys ?? '0')} ${
		keys === '1' ? 'value stands' : 'values stand'
	} more than once`;
	const matters = asked.isOwnKey ? 'so that they cannot be paired' : `and "${table}" refuses all but one of each`;
	return {
		kind: 'unique',
		code: asked.isOwnKey ? 'key-not-unique' : 'target-unique-not-guaranteed',
		at: asked.isOwnKey ? { part: 'key' } : { part: 'column', column: asked.columns[0] ?? '' },
		about: asked.isOwnKey ? `the key of "${asked.name}"` : `${table}.${asked.name}`,
		rows: count,
		of,
		message: count === 0 ? `no two rows have the same ${columns}` : `${share}, ${matters}`,
		...(samples && count > 0 ? { keys: keysOf(samples, names) } : {}),
	};
}

/** Samples of keys as a statement gives them: a JSON text of JSON texts. */
export function keysOf(samples: string, names: readonly string[]): readonly FitKey[] {
	const keys = JSON.parse(samples) as readonly string[];
	return keys.map(key => (JSON.parse(key) as readonly (string | null)[]).map((value, index) => ({ name: names[index] ?? '', value })));
}
