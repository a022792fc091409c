/**
 * Hashes of values, keys and rows inside PostgreSQL: equal where canonical texts are equal, and different where they differ but for chance.
 * The server's own hash functions are used for types whose hash sees every bit of the value; see `docs/decisions/0020-row-hashes.md` for those
 * that do not. Says nothing of how hashes are compared.
 */

import { quoteLiteral } from '../quote';
import { baseType, canonicalText } from './canonicalText';
import { familyOf } from './typeFamily';

/**
 * `native`: by the server's own hash functions, those that the older of two servers has (`server_version_num`); `recoded` when they keep text in
 * different encodings. `md5`: of canonical text in UTF-8, the same on every server.
 */
export type HashForm =
	| { readonly kind: 'native'; readonly version: number; readonly recoded: boolean }
	| { readonly kind: 'md5'; readonly recoded: false };

/** What a row's hash is made of. */
export interface HashItem {
	/** Rows have one value when they have one of this. */
	readonly value: string;
	/** Its hash as a bigint, NULL of NULL; when there is none, it is hashed in a record. */
	readonly alone?: (seed: string) => string;
}

/** From this version on, booleans, dates and bytea have functions that can be called (PostgreSQL 18, `pg_proc`). */
const allAloneFrom = 180000;

/** The value of `expression` as something to hash. `isPlain`: on both sides it is an integer that fits 32 bits, or a numeric of one scale. */
export function hashItem(expression: string, type: string, form: HashForm, isPlain = false): HashItem {
	if (form.kind === 'md5') return { value: canonicalText(expression, type) };
	const has = form.version >= allAloneFrom;
	const by = (name: string, value: string, isThere = true): HashItem =>
		isThere ? { value, alone: seed => `${name}(${value}, ${seed})` } : { value };
	const sent = (value: string) => by('hashbyteaextended', value, has);
	switch (familyOf(type)) {
		case 'integer':
			return isPlain ? by('hashint4extended', `${expression}::integer`) : bothHalves(`${expression}::bigint`);
		case 'numeric':
			// The hash of a numeric does not see the sign, and takes infinities and NaN for one.
			return sent(`numeric_send(${isPlain || type.includes('(') ? expression : `trim_scale(${expression})`})`);
		case 'timestamptz':
			return sent(`timestamptz_send(${expression})`);
		case 'timestamp':
			return sent(`timestamp_send(${expression})`);
		case 'time':
			return sent(`time_send(${expression})`);
		case 'timetz':
			return sent(`timetz_send(${expression})`);
		case 'interval':
			return sent(`interval_send(${expression})`);
		case 'float':
			return by(baseType(type) === 'real' ? 'hashfloat4extended' : 'hashfloat8extended', expression);
		case 'boolean':
			return by('hashboolextended', expression, has);
		case 'date':
			return by('hashdateextended', expression, has);
		default:
			if (type === 'uuid') return by('uuid_hash_extended', expression);
			if (type === 'bytea') return sent(expression);
			return textItem(canonicalText(expression, type), form.recoded, by, sent);
	}
}

/** The hash of a bigint folds its halves into one: 5 and 5 << 32 would be equal. */
function bothHalves(value: string): HashItem {
	return { value, alone: seed => `hashint8extended(${value}, hashint8extended(${value} >> 32, ${seed}))` };
}

/** A collation that takes letters of both cases for one would hash them as one. */
function textItem(
	text: string,
	recoded: boolean,
	by: (name: string, value: string) => HashItem,
	sent: (value: string) => HashItem,
): HashItem {
	return recoded ? sent(`convert_to(${text}, 'UTF8')`) : by('hashtextextended', `${text} collate "C"`);
}

/**
 * The hash of a row of `items` as a bigint. `key`: a bigint that is another for each key, or 0; rows with other keys have other hashes for the
 * same items, so that no exchange of values between them leaves a sum of hashes as it was. `mark`: 0 or 1, that belongs to the row, too.
 * Every item has a hash of its own seed, and what they add up to is hashed again, which PostgreSQL's hash of a record does not do.
 */
export function rowHash(items: readonly HashItem[], key: string, form: HashForm, mark = '0'): string {
	if (form.kind === 'md5') return md5Hash(items.map(({ value }) => value));
	const others = items.filter(({ alone }) => !alone);
	const hashes = items.flatMap(({ alone }, i) => (alone ? [`coalesce(${alone(constant(2 * i + 1))}, ${constant(2 * i + 2)})`] : []));
	if (others.length > 0) hashes.push(`hash_record_extended(row(${others.map(({ value }) => value).join(', ')}), ${constant(0)})`);
	return `hashint4extended(${mark}, ${[key, ...hashes].join(' # ')})`;
}

/**
 * Seeds, and what stands for NULL: one bigint for each number, without any pattern, as some functions return their seed for zero, and patterns
 * could cancel out. The steps are those of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
 */
function constant(index: number): string {
	const wrap = (value: bigint) => BigInt.asUintN(64, value);
	let z = wrap(BigInt(index + 1) * 0x9e3779b97f4a7c15n);
	z = wrap((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
	z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
	return `'${BigInt.asIntN(64, z ^ (z >> 31n))}'::bigint`;
}

/** The hash of one value, and 0 of NULL. Undefined when it can be hashed in a record only. */
export function hashAlone({ alone }: HashItem): string | undefined {
	return alone && `coalesce(${alone('0')}, 0)`;
}

/** The text of a record is told apart from that of any other: values are quoted where needed, and NULL is nothing at all. */
function md5Hash(items: readonly string[]): string {
	return `('x' || left(md5(convert_to(row(${items.join(', ')})::text, 'UTF8')), 16))::bit(64)::bigint`;
}

/** A value of the type, to see whether two servers hash it alike. `text` stands for all that is hashed as text. */
export function sampleOf(type: string, text: string): string {
	switch (familyOf(type)) {
		case 'integer':
			return '42';
		case 'numeric':
			return '-1234.5678::numeric';
		case 'float':
			return `1.5::${type}`;
		case 'boolean':
			return 'true';
		case 'date':
		case 'timestamp':
		case 'timestamptz':
			return `'2024-02-29'::${type}`;
		case 'time':
		case 'timetz':
			return `'12:34:56'::${type}`;
		case 'interval':
			return `'1 mon 2 days 3 hours'::interval`;
		case 'json':
		case 'jsonb':
			return `'{"a": 1}'::${type}`;
		case 'money':
			return '1::money';
		default:
			return type === 'uuid'
				? `'00112233-4455-6677-8899-aabbccddeeff'::uuid`
				: type === 'bytea'
					? `'\\x00ff'::bytea`
					: `${quoteLiteral(text)}::text`;
	}
}
