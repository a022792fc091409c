/** Findings in words: with the rows that they were found in, and with when and where the data was looked at. */

import type { FitFinding, FitResult } from './fit';
import { thousands } from './words';

/** `validated 2026-11-22 22:41 UTC on legacy_erp`. */
export function validatedAt({ measuredAt, connection, sample }: Pick<FitResult, 'measuredAt' | 'connection' | 'sample'>): string {
	const at = measuredAt.slice(0, 16).replace('T', ' ');
	return `validated ${at} UTC on ${connection}${sample === undefined ? '' : `, ${sample}`}`;
}

/** The finding with its most frequent values and some of its keys. */
export function toldFinding({ message, values = [], keys = [], rows }: FitFinding): string {
	const frequent = values.map(one => `"${shortened(one.value)}" ${thousands(one.rows)}`).join(', ');
	// The name of a key of one column is said once.
	const isSingle = keys[0]?.length === 1;
	const listed = isSingle
		? `${keys[0]?.[0]?.name} ${keys.map(([part]) => shortened(part?.value ?? 'NULL')).join(', ')}`
		: keys.map(key => `(${key.map(({ name, value }) => `${name} ${shortened(value ?? 'NULL')}`).join(', ')})`).join(', ');
	const only = rows > keys.length ? 'for example ' : '';
	return [message, frequent, listed === '' ? '' : `${only}${listed}`].filter(part => part !== '').join('; ');
}

function shortened(text: string): string {
	const characters = [...text];
	return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text;
}
