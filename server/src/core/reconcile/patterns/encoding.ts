/** Text whose bytes were read in the wrong encoding: UTF-8 as Latin-1 or Windows-1252, once or more often. */

import type { Detector } from './detector';

export const encoding: Detector = {
	kind: 'encoding',
	detect({ source, target }) {
		if (isMisread(source, target)) return 'target';
		return isMisread(target, source) ? 'source' : undefined;
	},
	phrase: detail =>
		detail === 'source'
			? 'has a damaged encoding in the source only (UTF-8 read as Latin-1)'
			: `has a damaged encoding${detail === '' ? ' on one side' : ''} (UTF-8 read as Latin-1)`,
	suggest: detail =>
		detail === 'source'
			? { text: 'Somebody repaired the target. Repair the source, or accept the difference.' }
			: { text: 'Load these rows again with client_encoding set to the encoding that the data has.' },
};

const mostRounds = 3;
const mostCharacters = 100_000;

/** Whether `damaged` is `text` written as UTF-8 and read byte by byte. */
function isMisread(text: string, damaged: string): boolean {
	// Each round makes text longer, and ASCII alone is not changed.
	if (damaged.length <= text.length || text.length > mostCharacters) return false;
	const wanted = toBytes(damaged);
	let bytes = text;
	for (let round = 0; round < mostRounds && bytes.length < wanted.length; round++) {
		const next = utf8Bytes(bytes);
		if (next === undefined) return false;
		if (next === wanted) return true;
		bytes = next;
	}
	return false;
}

/** A character for each byte of the text in UTF-8. */
function utf8Bytes(text: string): string | undefined {
	try {
		return encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	} catch {
		// Half of a pair has no bytes.
		return undefined;
	}
}

/** Windows-1252 has printable characters where Latin-1 has controls. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function toBytes(text: string): string {
	return text.replace(/[\u0100-\uffff]/g, character => {
		const index = windows1252.indexOf(character);
		return index < 0 ? character : String.fromCharCode(0x80 + index);
	});
}
