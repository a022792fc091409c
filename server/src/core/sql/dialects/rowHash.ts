/**
 * Hashes of values, keys and rows inside PostgreSQL: equal where canonical texts are equal, and different where they differ but for chance.
 * The server's own hash functions are used for types whose hash sees every bit of the value; see `docs/decisions/0020-row-hashes.md` for those
 * that do not. Says nothing of how hashes are compared.
 */

import { quoteLiteral } from '../quote';
import { canonicalText } from './canonicalText';
import { familyOf } from './typeFamily';

/**
 * `native`: `hash_record_extended`, which PostgreSQL has since version 14; `recoded` when the servers keep text in different encodings.
 * `md5`: of canonical text in UTF-8, the same on every server.
 */
export interface HashForm {
	readonly kind: 'native' | 'md5';
	readonly recoded: boolean;
}

/**
 * The value of `expression` as something to put into a hashed record. `isPlain`: on both sides it is an integer that fits 32 bits, or a
 * numeric of one scale.
 */
export function hashItems(expression: string, type: string, form: HashForm, isPlain = false): readonly string[] {
	if (form.kind === 'md5') return [canonicalText(expression, type)];
	switch (familyOf(type)) {
		case 'integer':
			// The hash of a bigint folds its halves into one: 5 and 5 << 32 would be equal.
			return isPlain ? [`${expression}::integer`] : [`${expression}::bigint`, `${expression}::bigint >> 32`];
		case 'numeric':
			// The hash of a numeric does not see the sign, and is seed or seed - 1 for NaN and zero, so that sums of it can cancel out.
			return [`numeric_send(${isPlain || type.includes('(') ? expression : `trim_scale(${expression})`})`];
		case 'timestamptz':
			return [`timestamptz_send(${expression})`];
		case 'timestamp':
			return [`timestamp_send(${expression})`];
		case 'time':
			return [`time_send(${expression})`];
		case 'timetz':
			return [`timetz_send(${expression})`];
		case 'interval':
			return [`interval_send(${expression})`];
		case 'float':
			// The hash of zero is the seed, which of no key is that of NULL; and sums of seeds cancel out.
			return [expression, `${expression} is null`];
		case 'boolean':
		case 'date':
			return [expression];
		default:
			if (type === 'uuid' || type === 'bytea') return [expression];
			return [textItem(canonicalText(expression, type), form)];
	}
}

/** A collation that takes letters of both cases for one would hash them as one. */
function textItem(text: string, { recoded }: HashForm): string {
	return recoded ? `convert_to(${text}, 'UTF8')` : `${text} collate "C"`;
}

/**
 * The hash of a record of `items` as a bigint. The seed must be of the row's key, and the key among the items: without it rows could swap
 * values, or be replaced by others, and their sum would not move.
 */
export function rowHash(items: readonly string[], seed: string, form: HashForm): string {
	return form.kind === 'native' ? `hash_record_extended(row(${items.join(', ')}), ${seed})` : md5Hash(items);
}

/**
 * The same number as `rowHash` of this one value with the seed 0, in less time: a record of one has the hash of its value, or 0 for NULL.
 * Undefined when its type's own function cannot be called, or is not the one that a record uses.
 */
export function hashAlone(expression: string, type: string, form: HashForm): string | undefined {
	if (form.kind === 'md5') return undefined;
	if (type === 'uuid') return `coalesce(uuid_hash_extended(${expression}, 0), 0)`;
	const isText = type === 'text' || type.startsWith('character varying');
	if (!isText || form.recoded) return undefined;
	return `coalesce(hashtextextended(${hashItems(expression, type, form).join()}, 0), 0)`;
}

/** The text of a record is told apart from that of any other: values are quoted where needed, and NULL is nothing at all. */
function md5Hash(items: readonly string[]): string {
	return `('x' || left(md5(convert_to(row(${items.join(', ')})::text, 'UTF8')), 16))::bit(64)::bigint`;
}

/** A hash of a hash that no sum of others makes up for. */
export function scrambledHash(hash: string, form: HashForm): string {
	return form.kind === 'native' ? `hash_record_extended(row(int8send(${hash})), 0)` : hash;
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
