/**
 * Finds the keys of a bucket whose rows differ, from the packed (key, hash) of its rows on both sides, and proves by the bucket's sums that
 * nothing else differs.
 */

import { decodeBase64 } from '../../base/base64';
import type { SideName } from './hashing';
import { addendOf } from './hashSum';

/** Key and hash of a row as the server packs them; see `packedRows`. */
const keyDigits = 12;
const packedDigits = 2 * keyDigits;
const placeDigits = 8;

/** Rows of a bucket of one side, in any order, in base64; null when there are none. */
export interface PackedRows {
	readonly rows: string | null;
	/** Where they lie, in the same order; see `PLACE`. */
	readonly places?: string | null;
}

export interface DifferingRows {
	readonly keys: readonly bigint[];
	/** Of all their rows, as numbers of `placeText`. Empty when they were not packed. */
	readonly places: Readonly<Record<SideName, readonly bigint[]>>;
}

export interface FindOptions {
	/** Source minus target, modulo 2^64. When what is found does not add up to it, every row is: it has to be looked at. */
	readonly difference?: bigint;
	/** Rows have no key, and may be there as often as they like, if they are there as often on the other side. */
	readonly isMultiset?: boolean;
}

/** Keys whose rows differ, or that stand for several rows. */
export function differingKeys(source: PackedRows, target: PackedRows, { difference, isMultiset = false }: FindOptions = {}): DifferingRows {
	const sourceDigits = digitsOf(source.rows);
	const targetDigits = digitsOf(target.rows);
	// Both sides mostly send their rows in one order, so that what is equal at both ends is most of it. But of a key all places are wanted, and
	// of a multiset all rows that are equal.
	const isWhole = isMultiset || Boolean(source.places ?? target.places);
	const start = isWhole ? 0 : equalAtStart(sourceDigits, targetDigits);
	const end = isWhole ? 0 : equalAtEnd(sourceDigits, targetDigits, start);
	const sourceRows = unpack(sourceDigits, digitsOf(source.places), start, sourceDigits.length - end);
	const targetRows = unpack(targetDigits, digitsOf(target.places), start, targetDigits.length - end);
	const keys: bigint[] = [];
	const places = { source: [] as bigint[], target: [] as bigint[] };
	let found = 0n;
	let s = 0;
	let t = 0;
	while (s < sourceRows.length || t < targetRows.length) {
		const key = smaller(sourceRows[s], targetRows[t]).substring(0, keyDigits);
		const sourceOfKey = sourceRows.slice(s, endOf(sourceRows, s, key));
		const targetOfKey = targetRows.slice(t, endOf(targetRows, t, key));
		s += sourceOfKey.length;
		t += targetOfKey.length;
		if ((isMultiset || sourceOfKey.length === 1) && areEqual(sourceOfKey, targetOfKey)) continue;
		keys.push(numberOf(key));
		places.source.push(...placesOf(sourceOfKey));
		places.target.push(...placesOf(targetOfKey));
		found += sumOf(sourceOfKey) - sumOf(targetOfKey);
	}
	if (difference === undefined || BigInt.asUintN(64, found) === difference) return { keys, places };
	return allOf(unpack(sourceDigits, digitsOf(source.places)), unpack(targetDigits, digitsOf(target.places)));
}

/** How many rows are packed. */
export function packedRows(packed: string | null): number {
	// A line break follows every 76 digits.
	return packed === null ? 0 : (packed.length - Math.floor(packed.length / 77)) / packedDigits;
}

function digitsOf(packed: string | null | undefined): string {
	return packed?.replaceAll('\n', '') ?? '';
}

/** Digits of whole rows. */
function equalAtStart(source: string, target: string): number {
	const most = Math.min(source.length, target.length);
	let at = 0;
	while (at < most && source.charCodeAt(at) === target.charCodeAt(at)) at++;
	return at - (at % packedDigits);
}

function equalAtEnd(source: string, target: string, start: number): number {
	const most = Math.min(source.length, target.length) - start;
	let at = 0;
	while (at < most && source.charCodeAt(source.length - 1 - at) === target.charCodeAt(target.length - 1 - at)) at++;
	return at - (at % packedDigits);
}

/** In the order of their digits, which brings equal keys together; each with the digits of its place behind it, if it has one. */
function unpack(digits: string, places: string, start = 0, end = digits.length): readonly string[] {
	const rows: string[] = [];
	for (let at = start; at < end; at += packedDigits) {
		const place = (at / packedDigits) * placeDigits;
		rows.push(digits.substring(at, at + packedDigits) + places.substring(place, place + placeDigits));
	}
	return rows.sort();
}

function smaller(source: string | undefined, target: string | undefined): string {
	if (source === undefined) return target ?? '';
	return target === undefined || source < target ? source : target;
}

function endOf(rows: readonly string[], start: number, key: string): number {
	let end = start;
	while (rows[end]?.startsWith(key)) end++;
	return end;
}

function areEqual(source: readonly string[], target: readonly string[]): boolean {
	return source.length === target.length && source.every((row, i) => target[i]?.startsWith(row.substring(0, packedDigits)));
}

function sumOf(rows: readonly string[]): bigint {
	return rows.reduce((sum, row) => sum + addendOf(numberOf(row.substring(keyDigits, packedDigits))), 0n);
}

function placesOf(rows: readonly string[]): readonly bigint[] {
	return rows.flatMap(row => (row.length > packedDigits ? [placeOf(row.substring(packedDigits))] : []));
}

function allOf(source: readonly string[], target: readonly string[]): DifferingRows {
	const keys = [...new Set([...source, ...target].map(row => row.substring(0, keyDigits)))].map(numberOf);
	return { keys, places: { source: placesOf(source), target: placesOf(target) } };
}

function numberOf(digits: string): bigint {
	return decodeBase64(digits).getBigInt64(0);
}

/** Four bytes of a block and two of a row in it. */
function placeOf(digits: string): bigint {
	const bytes = decodeBase64(digits);
	return (BigInt(bytes.getUint32(0)) << 16n) | BigInt(bytes.getUint16(4));
}

/** A place as the server writes it. */
export function placeText(place: bigint): string {
	return `(${place >> 16n},${place & 0xffffn})`;
}
