/** Names as a spec writes them in one scalar: `table`, `schema.table`, `"Odd.Name"`. */

export interface QualifiedName {
	readonly schema?: string;
	readonly name: string;
}

const part = String.raw`("(?:[^"]|"")+"|[^\s"'.(),;]+)`;
const qualified = new RegExp(`^\\s*${part}(?:\\s*\\.\\s*${part})?\\s*$`, 'u');

/** Unquoted parts fold to lower case (PostgreSQL manual, 4.1.1). Undefined when it is no name. */
export function parseName(written: string): QualifiedName | undefined {
	const found = qualified.exec(written);
	if (!found) return undefined;
	const [, first, second] = found;
	if (first === undefined) return undefined;
	return second === undefined ? { name: unquoted(first) } : { schema: unquoted(first), name: unquoted(second) };
}

function unquoted(name: string): string {
	return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}
