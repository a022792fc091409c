/**
 * Says how the rows of a relation are hashed: which items a row's hash is made of on each side, and the statement that shows whether two
 * servers hash alike. The same columns take part as in `checks/rows`, so that rows are equal there when their hashes are equal here.
 */

import type { SqlText } from '../../sql/composed';
import { canonicalText, isIntegerType } from '../../sql/dialects/canonicalText';
import type { HashForm } from '../../sql/dialects/rowHash';
import { hashAlone, hashItems, rowHash, sampleOf, scrambledHash } from '../../sql/dialects/rowHash';
import { quoteIdentifier } from '../../sql/quote';
import { plainSql } from '../../sql/template';
import type { ComparedRelation, RelationColumn } from '../relation';
import { DANGLING } from '../rowLayout';

export type SideName = 'source' | 'target';

export interface Hashing {
	readonly form: HashForm;
	/** Columns whose type on both servers lets values be hashed with less ado; see `hashItems`. */
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
	const alone = only && key.length === 1 ? keyAlone(only, hashing) : undefined;
	return alone ?? rowHash(keyItems(relation, hashing), '0', hashing.form);
}

/** An integer is its own hash: the row's hash tells NULL from 0. */
function keyAlone({ name, type }: RelationColumn, { form }: Hashing): string | undefined {
	const value = `r.${quoteIdentifier(name)}`;
	return isIntegerType(type) && form.kind === 'native' ? `coalesce(${value}::bigint, 0)` : hashAlone(value, type, form);
}

/** What the key of a row `r` is hashed as: rows have one key when they have the same items. */
export function keyItems(relation: ComparedRelation, hashing: Hashing): readonly string[] {
	return hashedColumns(relation).key.flatMap(column => itemsOf(column, hashing));
}

/**
 * The hash of a row `r`, given its key as a bigint. The key is its seed, and is no item besides: but one item that is never NULL there has to
 * be, or rows of NULL would all have one hash. md5 has no seed.
 */
export function hashOfRow(relation: ComparedRelation, side: SideName, hashing: Hashing, key: string): string {
	if (!relation.hasKey) return scrambledHash(key, hashing.form);
	if (hashing.form.kind === 'md5') return rowHash(allItems(relation, side, hashing), key, hashing.form);
	const { key: keys, all } = hashedColumns(relation);
	const [only] = keys;
	const seeded = only && keys.length === 1 ? `r.${quoteIdentifier(only.name)} is null` : '1';
	const others = all.filter(column => !column.isKey);
	return rowHash([seeded, ...itemsOfRow(others, side, hashing)], key, hashing.form);
}

/** Whether the key's hash may be computed wherever it is read. `isStored`: see `HashScheme`. */
export function isCheapKey(relation: ComparedRelation, hashing: Hashing, isStored: boolean): boolean {
	const { key } = hashedColumns(relation);
	const [only] = key;
	if (!only || key.length > 1 || hashing.form.kind !== 'native') return false;
	return isIntegerType(only.type) || only.type === 'uuid' || (isStored && keyAlone(only, hashing) !== undefined);
}

/** A hash of some columns of a row `r`, of integers the same for up to `together` neighbours. Only for native hashes. */
export function hashOfColumns(columns: readonly RelationColumn[], hashing: Hashing, together: number): string {
	const [only] = columns;
	if (columns.every(({ type }) => isIntegerType(type))) {
		const shift = Math.floor(Math.log2(together) / columns.length);
		return columns.reduce(
			(seed, { name }) => `hashint8extended(coalesce(r.${quoteIdentifier(name)}::bigint, 0) >> ${shift}, ${seed})`,
			'0',
		);
	}
	const alone = only && columns.length === 1 ? hashAlone(`r.${quoteIdentifier(only.name)}`, only.type, hashing.form) : undefined;
	return (
		alone ??
		rowHash(
			columns.flatMap(column => itemsOf(column, hashing)),
			'0',
			hashing.form,
		)
	);
}

/** One row with the hash of a sample of every column, to be compared between the servers. */
export function probeSql(relation: ComparedRelation, hashing: Hashing, text: string): SqlText {
	const samples = hashedColumns(relation).all.map(({ type }, i) => ({ name: `c${i}`, type, value: sampleOf(type, text) }));
	const items = samples.flatMap(({ name, type }) => hashItems(`r.${name}`, type, hashing.form, false));
	const hash = rowHash([...items, 'null::text'], '42', hashing.form);
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

function allItems(relation: ComparedRelation, side: SideName, hashing: Hashing): readonly string[] {
	return itemsOfRow(hashedColumns(relation).all, side, hashing);
}

function itemsOfRow(columns: readonly RelationColumn[], side: SideName, hashing: Hashing): readonly string[] {
	// A foreign key that leads nowhere reads as NULL, and must not pass for a NULL of the source.
	const dangling = side === 'target' ? canonicalText(`r.${quoteIdentifier(DANGLING)}`, 'text') : 'null::text';
	return [...columns.flatMap(column => itemsOf(column, hashing)), dangling];
}

function itemsOf({ name, type }: RelationColumn, { form, plain }: Hashing): readonly string[] {
	return hashItems(`r.${quoteIdentifier(name)}`, type, form, plain.has(name));
}
