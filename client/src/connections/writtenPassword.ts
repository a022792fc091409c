/** Reads a password as it is written in YAML. Refuses what only a parser of YAML can read: escapes, several lines, tags. */

/** `written`: with its quotes. Undefined when it is refused, when it is empty, and when a variable stands in it. */
export function writtenPassword(written: string): string | undefined {
	const password = unquoted(written);
	return password === undefined || password === '' || password.includes('${') ? undefined : password;
}

function unquoted(written: string): string | undefined {
	if (/[\r\n]/.test(written)) return undefined;
	const single = /^'((?:[^']|'')*)'$/.exec(written)?.[1];
	if (single !== undefined) return single.replaceAll("''", "'");
	const double = /^"([^"\\]*)"$/.exec(written)?.[1];
	if (double !== undefined) return double;
	return /^['"!&*|>]/.test(written) ? undefined : written;
}
