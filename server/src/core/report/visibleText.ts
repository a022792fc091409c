/** Makes data safe to print: what a terminal would obey, hide or turn around is written as an escape. */

// Controls, formats (bidirectional marks, zero-width characters), line and paragraph separators, halves of pairs, private use.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|(?! )\p{Zs}/gu;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A name or a sentence, without quotes. */
export function visibleText(text: string): string {
	return text.replace(unseen, character => short[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value in quotes, so that blanks at its ends are seen; longer ones are cut at `limit` characters. */
export function visibleValue(value: string | number | null, limit: number): string {
	if (value === null) return 'null';
	if (typeof value === 'number') return String(value);
	const characters = [...value];
	const cut = characters.length > limit;
	const shown = (cut ? characters.slice(0, limit).join('') : value).replace(/[\\']/g, '\\$&');
	return `'${visibleText(shown)}'${cut ? '…' : ''}`;
}
