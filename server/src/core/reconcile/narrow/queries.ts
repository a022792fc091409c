/**
 * The statements that narrow a row comparison down: sums of row hashes by bucket, then keys and hashes of the rows of differing buckets.
 * Answers are packed into a few values, as a value of its own for every number would cost more to send than the number.
 */

import { PLACE } from '../../mapping/compileOptions';
import type { SqlText } from '../../sql/composed';
import { compose } from '../../sql/composed';
import { quoteIdentifier } from '../../sql/quote';
import { plainSql } from '../../sql/template';
import type { ComparedRelation } from '../relation';
import { wrapSql } from '../relation';
import { KEYLESS, REJECTED, ROW_BITS } from './buckets';
import { placeText } from './differingKeys';
import type { SideName } from './hashing';
import { integerKey, keyHash, keyValues } from './hashing';
import { hashSumSql } from './hashSum';
import type { KeyRange, KeyScheme, Narrowing, Part, RangeScheme } from './keyScheme';
import { bigintLiteral, bucketOf, expressionsOf, fencedRows, rangeOf, rowsOf } from './keyScheme';

/** Key and hash of each row `q`, each in nine bytes: they are twelve digits then, and need not be decoded to be compared. */
const packedRows = `encode(string_agg(int8send(q.k) || '\\x00'::bytea || int8send(q.h) || '\\x00'::bytea, ''::bytea), 'base64')`;

/** Where each row lies, in six bytes, which are eight digits. */
const packedPlaces = `encode(string_agg(tidsend(q.p), ''::bytea), 'base64')`;

/** Buckets in one value of the answer. */
const packedTogether = 8192;

/** The plan of all rows of a side, as JSON. */
export function estimateSql(relation: ComparedRelation, side: SideName): SqlText {
	return wrapSql('explain (format json) select * from ', relation[side], ' as r');
}

/** How many values the planner expects in each of some columns, as JSON; see `distinctValues`. */
export function distinctSql(relation: ComparedRelation, side: SideName, columns: readonly string[]): SqlText {
	const counts = columns.flatMap((column, i) => [
		`${i === 0 ? '' : ', '}(select count(*) from (select distinct r.${quoteIdentifier(column)} from (`,
		relation[side],
		`) as r) as d${i})`,
	]);
	return compose(['explain (format json) select ', ...counts]);
}

/** The smallest and the largest key of a side, or of a part of it. */
export function extentSql(relation: ComparedRelation, side: SideName, column: string, part?: KeyRange): SqlText {
	const key = `r.${quoteIdentifier(column)}`;
	const where = part ? ` where ${key} >= ${bigintLiteral(part.first)} and ${key} <= ${bigintLiteral(part.last)}` : '';
	return wrapSql(`select min(${key})::text, max(${key})::text from `, relation[side], ` as r${where}`);
}

/** Rows and sums by bucket, for `addPacked`; of the rows of `part` only. */
export function bucketSql(narrowing: Narrowing, side: SideName, part?: Part): SqlText {
	const { bucket, hash, isCompared } = expressionsOf(narrowing, side);
	const known = narrowing.scheme.kind === 'range' ? `coalesce(${bucket}, ${KEYLESS})` : bucket;
	const number = isCompared === undefined ? known : `case when ${isCompared} then ${known} else ${REJECTED} end`;
	// OFFSET 0: the planner takes every key for a bucket of its own otherwise, and sorts whole rows instead of hashing a few numbers.
	return wrapSql(
		`select encode(string_agg(int8send((g.b::bigint << ${ROW_BITS}) | g.n) || int8send(g.s), ''::bytea), 'base64') from (
select s.b, count(*) as n, ${hashSumSql('s.h')} as s from (
select ${number} as b, ${hash} as h from `,
		rowsOf(narrowing, side, part),
		` as r${where(rangeConditions(narrowing.scheme))} offset 0) as s group by 1) as g group by g.b / ${packedTogether}`,
	);
}

/** Of a part of the keys. */
function rangeConditions(scheme: KeyScheme): readonly string[] {
	if (scheme.kind === 'hash' || !scheme.isPart) return [];
	const column = `r.${quoteIdentifier(scheme.column)}`;
	return [`${column} >= ${bigintLiteral(scheme.smallest)}`, `${column} <= ${bigintLiteral(scheme.largest)}`];
}

function where(conditions: readonly string[]): string {
	return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/**
 * How rows of some buckets are read: each bucket by its range of keys; or all rows, with most of them left out; or only what tells the buckets
 * of all rows, and then those that are wanted by where they lie.
 */
export type Reading = 'ranges' | 'all' | 'places';

/**
 * Rows of bucket, packed (key, hash) of its rows and, where they have such, packed places, for `differingKeys`, in the order of `buckets`,
 * which is ascending. The pack of an empty bucket is NULL or not there.
 */
export function rowHashesSql(narrowing: Narrowing, side: SideName, buckets: readonly number[], reading: Reading): SqlText {
	const { scheme } = narrowing;
	return scheme.kind === 'range' && reading === 'ranges'
		? hashesByRange(narrowing, scheme, side, buckets)
		: hashesByBucket(narrowing, side, buckets, reading);
}

function hashesByRange(narrowing: Narrowing, scheme: RangeScheme, side: SideName, buckets: readonly number[]): SqlText {
	const { hash, key, isCompared } = expressionsOf(narrowing, side);
	const column = `r.${quoteIdentifier(scheme.column)}`;
	const ranges = buckets.map(bucket => rangeOf(scheme, bucket));
	const firsts = ranges.map(({ first }) => first).join();
	const lasts = ranges.map(({ last }) => last).join();
	return wrapSql(
		`select w.b, (select ${packedRows} from (select ${key} as k, ${hash} as h from `,
		rowsOf(narrowing, side),
		` as r where ${column} >= w.first and ${column} <= w.last${isCompared === undefined ? '' : ` and ${isCompared}`} offset 0) as q)
from unnest('{${buckets.join()}}'::integer[], '{${firsts}}'::bigint[], '{${lasts}}'::bigint[]) as w (b, first, last)`,
	);
}

function hashesByBucket(narrowing: Narrowing, side: SideName, buckets: readonly number[], reading: Reading): SqlText {
	const { relation, scheme } = narrowing;
	const { key, bucket, hash, isCompared } = expressionsOf(narrowing, side);
	const wanted = `any('{${buckets.join()}}'::integer[])`;
	const isWanted = [`${bucket} = ${wanted}`, ...(isCompared === undefined ? [] : [isCompared])].join(' and ');
	const isPlaced = scheme.kind === 'hash' && scheme.isPlaced;
	const place = isPlaced ? [`, ${placeColumn} as p`, `, ${packedPlaces}`] : ['', ''];
	// Equal rows without a key and a place are one, as there may be any number of them.
	const isGrouped = !relation.hasKey && !isPlaced;
	const together = isGrouped ? [`select b, k, ${hashSumSql('h')} as h from (`, ') as e group by 1, 2'] : ['', ''];
	const places =
		scheme.kind === 'hash' && reading === 'places'
			? isAt(placesWhere(narrowing, side, bucketOf(narrowing, scheme, side), wanted))
			: undefined;
	const rows = scheme.kind === 'hash' ? fencedRows(narrowing, side, places) : rowsOf(narrowing, side);
	return compose([
		`select q.b, ${packedRows}${place[1]} from (${together[0]}select ${bucket} as b, ${key} as k, ${hash} as h${place[0]} from `,
		rows,
		` as r where ${isWanted} offset 0${together[1]}) as q group by 1 order by 1`,
	]);
}

const placeColumn = `r.${quoteIdentifier(PLACE)}`;

function isAt(places: SqlText): SqlText {
	return compose([`${placeColumn} = any(`, places, ')']);
}

/**
 * An array of the places of all rows whose `value` is one of `wanted`. Nothing but that value is made of the other rows: OFFSET 0
 * is for the same as in `fencedRows`.
 */
function placesWhere({ relation }: Narrowing, side: SideName, value: string, wanted: string): SqlText {
	return wrapSql(
		`array(select s.p from (select ${placeColumn} as p, ${value} as v from `,
		relation[side],
		` as r offset 0) as s where s.v = ${wanted})`,
	);
}

/** Keys that stand for several rows of the target, as bigints; NULL is one of them. No more than `most`. */
export function duplicatesSql(narrowing: Narrowing, most: number): SqlText {
	const { relation, hashing, scheme } = narrowing;
	const isRange = scheme.kind === 'range';
	const key = isRange ? expressionsOf(narrowing, 'target').key : keyHash(relation, 'target', hashing);
	// Values are grouped in less time than their hashes take; keys that only share a hash are no duplicates.
	const integer = hashing.form.kind === 'native' ? integerKey(relation) : undefined;
	const values = integer ? [`r.${quoteIdentifier(integer.name)}::bigint`] : keyValues(relation, hashing);
	const items = isRange ? [] : values;
	// A pair of queries without a key has one key for all of its rows.
	const together = items.length === 0 ? key : items.join(', ');
	const limit = Number.isFinite(most) ? ` limit ${Math.ceil(most)}` : '';
	return wrapSql(`select ${key}::text from `, relation.target, ` as r group by ${together} having count(*) > 1${limit}`);
}

export interface KeySelection {
	readonly kind: 'keys';
	readonly keys: readonly bigint[];
	/** Buckets that are compared apart. */
	readonly outside: readonly number[];
	/** Where their rows lie, as numbers of `placeText`; undefined: that is to be found out. */
	readonly places?: Readonly<Record<SideName, readonly bigint[]>>;
}

/** Which rows are compared one by one. */
export type Selection =
	| KeySelection
	| { readonly kind: 'buckets'; readonly buckets: readonly number[] }
	/** Only the source has such rows. */
	| { readonly kind: 'rejected' }
	| { readonly kind: 'keyless' };

/** The relation with the selected rows only. */
export function selectRows(narrowing: Narrowing, selection: Selection): ComparedRelation {
	const select = (side: SideName) => {
		const conditions = conditionsOf(narrowing, side, selection).join(' and ');
		return wrapSql('select * from ', plainRows(narrowing, selection, side), ` as r where ${conditions}`);
	};
	return { ...narrowing.relation, source: select('source'), target: select('target') };
}

/** Rejected rows need no key. */
function plainRows(narrowing: Narrowing, selection: Selection, side: SideName): SqlText {
	const { relation, hashing, scheme } = narrowing;
	if (selection.kind === 'rejected') return wrapSql('', relation[side], '');
	if (scheme.kind === 'range') return rowsOf(narrowing, side);
	if (selection.kind !== 'keys' || !scheme.isPlaced) return fencedRows(narrowing, side);
	const { keys, places } = selection;
	const at = places
		? plainSql(`'{${places[side].map(place => `"${placeText(place)}"`).join()}}'::tid[]`)
		: placesWhere(narrowing, side, keyHash(relation, side, hashing), `any('{${keys.join()}}'::bigint[])`);
	return fencedRows(narrowing, side, isAt(at));
}

function conditionsOf(narrowing: Narrowing, side: SideName, selection: Selection): readonly string[] {
	const { key, bucket, isCompared } = expressionsOf(narrowing, side);
	if (selection.kind === 'rejected') return [isCompared === undefined ? 'false' : `not (${isCompared})`];
	return [keyCondition(narrowing.scheme, selection, key, bucket), ...(isCompared === undefined ? [] : [isCompared])];
}

function keyCondition(
	scheme: KeyScheme,
	selection: Exclude<Selection, { readonly kind: 'rejected' }>,
	key: string,
	bucket: string,
): string {
	switch (selection.kind) {
		case 'buckets':
			return `${bucket} = any('{${selection.buckets.join()}}'::integer[])`;
		case 'keyless':
			return `${key} is null`;
		case 'keys': {
			// The column as it is: an index over it can be used.
			const keys = `'{${selection.keys.join()}}'::bigint[]`;
			if (scheme.kind === 'range') return `r.${quoteIdentifier(scheme.column)} = any(${keys})`;
			const others = selection.outside.length === 0 ? '' : ` and ${bucket} <> all('{${selection.outside.join()}}'::integer[])`;
			return `${key} in (select unnest(${keys}))${others}`;
		}
	}
}

export function explained(sql: SqlText): SqlText {
	return compose(['explain (format json) ', sql]);
}
