/** Writes a text as a YAML scalar: plain where YAML reads it as this very text in a block and in braces, else in quotes. */

export function scalarText(text: string): string {
	if (isPlain(text)) return text;
	// Only double quotes can carry what is no printable character.
	if (!notPrintable.test(text)) return `'${text.replaceAll("'", "''")}'`;
	const escaped = text.replace(/[\\"]/g, '\\$&').replace(new RegExp(notPrintable, 'gu'), character => {
		return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
	});
	return `"${escaped}"`;
}

const notPrintable = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/u;

/** Whether YAML reads it as this very text without quotes, in braces too. */
export function isPlain(text: string): boolean {
	if (notPrintable.test(text)) return false;
	return /^[A-Za-z_*][^\s:#,[\]{}"'&!|>%@`]*( [^\s:#,[\]{}"']+)*$/.test(text) && !/^(null|true|false|~|\*.*)$/i.test(text);
}
