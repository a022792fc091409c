/**
 * Says how the rows of a relation are hashed: which items a row's hash is made of on each side, and the statement that shows whether two
 * servers hash alike. The same columns take part as in `checks/rows`, so that rows are equal there when their hashes are equal here.
 */

import type { SqlText } from '../../sql/composed';
import { isIntegerType } from '../../sql/dialects/canonicalText';
import type { HashForm, HashItem } from '../../sql/dialects/rowHash';
import { hashAlone, hashItem, rowHash, sampleOf } from '../../sql/dialects/rowHash';
import { quoteIdentifier } from '../../sql/quote';
import { plainSql } from '../../sql/template';
import type { ComparedRelation, RelationColumn } from '../relation';
import { DANGLING } from '../rowLayout';

export type SideName = 'source' | 'target';

export interface Hashing {
	readonly form: HashForm;
	/** Columns whose type on both servers lets values be hashed with less ado; see `hashItem`. */
	readonly plain: ReadonlySet<string>;
}

/** The columns that are compared: of rows without a key all of them are the key. */
export function hashedColumns(relation: ComparedRelation): {
	readonly key: readonly RelationColumn[];
	readonly all: readonly RelationColumn[];
} {
	const all = relation.columns.filter(column => column.notCompared === undefined && !column.excepted);
	return { key: relation.hasKey ? all.filter(column => column.isKey) : all, all };
}

/** The key of a row `r` as a bigint. Keys with equal hashes are looked at together, so that a collision costs time and nothing else. */
export function keyHash(relation: ComparedRelation, side: SideName, hashing: Hashing): string {
	if (!relation.hasKey) return rowHash(allItems(relation, side, hashing), '0', hashing.form);
	const { key } = hashedColumns(relation);
	const [only] = key;
	// An integer is its own hash: the row's hash tells NULL from 0.
	if (only && key.length === 1 && isIntegerType(only.type) && hashing.form.kind === 'native')
		return `coalesce(r.${quoteIdentifier(only.name)}::bigint, 0)`;
	return hashOfItems(key, hashing);
}

function hashOfItems(columns: readonly RelationColumn[], hashing: Hashing): string {
	const items = columns.map(column => itemOf(column, hashing));
	const [only] = items;
	const alone = only && items.length === 1 ? hashAlone(only) : undefined;
	return alone ?? rowHash(items, '0', hashing.form);
}

/** What the key of a row `r` is hashed as: rows have one key when they have the same values. */
export function keyValues(relation: ComparedRelation, hashing: Hashing): readonly string[] {
	return hashedColumns(relation).key.map(column => itemOf(column, hashing).value);
}

/** The hash of a row `r`, given its key as a bigint, which is the hash of all of it when it has none. Of one key, NULL is marked, as 0 stands for it. */
export function hashOfRow(relation: ComparedRelation, side: SideName, hashing: Hashing, key: string): string {
	if (!relation.hasKey) return key;
	if (hashing.form.kind === 'md5') return rowHash(allItems(relation, side, hashing), key, hashing.form);
	const { key: keys, all } = hashedColumns(relation);
	const [only] = keys;
	const mark = only && keys.length === 1 ? `(r.${quoteIdentifier(only.name)} is null)::integer` : undefined;
	const others = all.filter(column => !column.isKey);
	return rowHash(itemsOfRow(others, side, hashing), key, hashing.form, mark);
}

/** Whether the key's hash may be computed wherever it is read. `isStored`: see `HashScheme`. */
export function isCheapKey(relation: ComparedRelation, hashing: Hashing, isStored: boolean): boolean {
	const { key } = hashedColumns(relation);
	const [only] = key;
	if (!only || key.length > 1 || hashing.form.kind !== 'native') return false;
	return isIntegerType(only.type) || only.type === 'uuid' || (isStored && itemOf(only, hashing).alone !== undefined);
}

/** A hash of some columns of a row `r`, of integers the same for up to `together` neighbours. Only for native hashes. */
export function hashOfColumns(columns: readonly RelationColumn[], hashing: Hashing, together: number): string {
	if (columns.every(({ type }) => isIntegerType(type))) {
		const shift = Math.floor(Math.log2(together) / columns.length);
		return columns.reduce(
			(seed, { name }) => `hashint8extended(coalesce(r.${quoteIdentifier(name)}::bigint, 0) >> ${shift}, ${seed})`,
			'0',
		);
	}
	return hashOfItems(columns, hashing);
}

/** One row with the hash of a sample of every column, to be compared between the servers. */
export function probeSql(relation: ComparedRelation, hashing: Hashing, text: string): SqlText {
	const samples = hashedColumns(relation).all.map(({ type }, i) => ({ name: `c${i}`, type, value: sampleOf(type, text) }));
	const items = samples.map(({ name, type }) => hashItem(`r.${name}`, type, hashing.form));
	const hash = rowHash([...items, { value: 'null::text' }], '42', hashing.form);
	const from = samples.map(({ name, value }) => `${value} as ${name}`).join(', ');
	return plainSql(`select ${hash} from (select ${from} offset 0) as r`);
}

/** Integers of up to 32 bits on both sides, and numerics of one scale, by the columns that the servers describe. */
export function plainColumns(...sides: readonly (readonly { readonly name: string; readonly type: string }[])[]): ReadonlySet<string> {
	const scaleOf = (type = '') => (type === 'integer' || type === 'smallint' ? 'none' : /^numeric\(\d+,(\d+)\)$/.exec(type)?.[1]);
	const names = sides[0]?.map(({ name }) => name) ?? [];
	return new Set(
		names.filter(name => {
			const [scale, ...others] = sides.map(columns => scaleOf(columns.find(column => column.name === name)?.type));
			return scale !== undefined && others.every(other => other === scale);
		}),
	);
}

/** The one key column, when it is an integer: its values have an order that ranges can be made of. */
export function integerKey(relation: ComparedRelation): RelationColumn | undefined {
	if (!relation.hasKey) return undefined;
	const { key } = hashedColumns(relation);
	const [only] = key;
	return only && key.length === 1 && isIntegerType(only.type) ? only : undefined;
}

function allItems(relation: ComparedRelation, side: SideName, hashing: Hashing): readonly HashItem[] {
	return itemsOfRow(hashedColumns(relation).all, side, hashing);
}

function itemsOfRow(columns: readonly RelationColumn[], side: SideName, hashing: Hashing): readonly HashItem[] {
	// A foreign key that leads nowhere reads as NULL, and must not pass for a NULL of the source.
	const dangling = side === 'target' ? `r.${quoteIdentifier(DANGLING)}` : 'null::text';
	return [...columns.map(column => itemOf(column, hashing)), hashItem(dangling, 'text', hashing.form)];
}

function itemOf({ name, type }: RelationColumn, { form, plain }: Hashing): HashItem {
	return hashItem(`r.${quoteIdentifier(name)}`, type, form, plain.has(name));
}
