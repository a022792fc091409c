/**
 * Finds the keys of a bucket whose rows differ, from the packed (key, hash) of its rows on both sides, and proves by the bucket's sums that
 * nothing else differs.
 */

import { decodeBase64 } from '../../base/base64';

/** Key and hash of a row as the server packs them; see `packedRows`. */
const keyDigits = 12;
const packedDigits = 2 * keyDigits;

/**
 * Keys whose rows differ. `source` and `target` are packed rows in any order, in base64; null when there
 * are none. When the differences found do not add up to `difference` (source minus target, modulo 2^64), all keys are
 * returned: what is not explained has to be looked at. Without `difference` nothing is proved.
 */
export function differingKeys(source: string | null, target: string | null, difference?: bigint): readonly bigint[] {
	const sourceDigits = digitsOf(source);
	const targetDigits = digitsOf(target);
	// Both sides mostly send their rows in one order, so that what is equal at both ends is most of it.
	const start = equalAtStart(sourceDigits, targetDigits);
	const end = equalAtEnd(sourceDigits, targetDigits, start);
	const sourceRows = unpack(sourceDigits, start, sourceDigits.length - end);
	const targetRows = unpack(targetDigits, start, targetDigits.length - end);
	const keys: bigint[] = [];
	let found = 0n;
	let s = 0;
	let t = 0;
	while (s < sourceRows.length || t < targetRows.length) {
		const sourceRow = sourceRows[s];
		const targetRow = targetRows[t];
		const key = smaller(sourceRow, targetRow).substring(0, keyDigits);
		const sourceEnd = endOf(sourceRows, s, key);
		const targetEnd = endOf(targetRows, t, key);
		const isPair = sourceEnd === s + 1 && targetEnd === t + 1;
		if (!isPair || sourceRow !== targetRow) {
			keys.push(numberOf(key));
			found += sumOf(sourceRows, s, sourceEnd) - sumOf(targetRows, t, targetEnd);
		}
		s = sourceEnd;
		t = targetEnd;
	}
	return difference === undefined || BigInt.asUintN(64, found) === difference
		? keys
		: allKeys([...unpack(sourceDigits), ...unpack(targetDigits)]);
}

/** How many rows are packed. */
export function packedRows(packed: string | null): number {
	// A line break follows every 76 digits.
	return packed === null ? 0 : (packed.length - Math.floor(packed.length / 77)) / packedDigits;
}

function digitsOf(packed: string | null): string {
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

/** In the order of their digits, which brings equal keys together. */
function unpack(digits: string, start = 0, end = digits.length): readonly string[] {
	const rows: string[] = [];
	for (let at = start; at < end; at += packedDigits) rows.push(digits.substring(at, at + packedDigits));
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

function sumOf(rows: readonly string[], start: number, end: number): bigint {
	let sum = 0n;
	for (let i = start; i < end; i++) sum += numberOf(rows[i]?.substring(keyDigits) ?? '');
	return sum;
}

function allKeys(rows: readonly string[]): readonly bigint[] {
	return [...new Set(rows.map(row => row.substring(0, keyDigits)))].map(numberOf);
}

function numberOf(digits: string): bigint {
	return decodeBase64(digits).getBigInt64(0);
}
