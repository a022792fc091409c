/**
 * Reads and writes the names of PostgreSQL's types. The canonical form is the one of `format_type`: `numeric(10,2)`,
 * `timestamp(3) with time zone`, `app.order_status[]`. Does not know whether a type exists.
 */

export interface TypeName {
	/** Absent for the types of pg_catalog. */
	readonly schema?: string;
	/** Canonical and without modifiers: `character varying`, `timestamp with time zone`, `order_status`. Without quotes. */
	readonly name: string;
	/** `[10, 2]` of `numeric(10,2)`. */
	readonly modifiers: readonly number[];
	/** What is no number: the fields of an interval (`day to second`), the modifiers of an extension's type (`Point,4326`). */
	readonly qualifier?: string;
	/** How many array brackets were written. PostgreSQL tells arrays from other types, but not their dimensions. */
	readonly array: number;
}

/** Other spellings of the built-in types (PostgreSQL 18 manual, table 8.1; `SystemTypeName` of its grammar). */
const canonicalNames: Readonly<Record<string, string>> = {
	int2: 'smallint',
	int: 'integer',
	int4: 'integer',
	int8: 'bigint',
	float4: 'real',
	float8: 'double precision',
	decimal: 'numeric',
	dec: 'numeric',
	bool: 'boolean',
	char: 'character',
	varchar: 'character varying',
	'char varying': 'character varying',
	varbit: 'bit varying',
	time: 'time without time zone',
	timetz: 'time with time zone',
	timestamp: 'timestamp without time zone',
	timestamptz: 'timestamp with time zone',
};

/** Names of several words: they cannot be told from a name and something else by their shape. */
const wordNames = new Set([
	'double precision',
	'character varying',
	'char varying',
	'bit varying',
	'time with time zone',
	'time without time zone',
	'timestamp with time zone',
	'timestamp without time zone',
]);

/** What needs no quotes. Without a schema a keyword may be a type, such as `interval`. */
const plainName = /^[\p{Ll}\p{Lo}_][\p{Ll}\p{Lo}\p{N}_$]*$/u;

const intervalFields = /^(?:year|month|day|hour|minute|second)(?: to (?:month|hour|minute|second))?$/;

/** A type's name in any spelling that PostgreSQL accepts, or undefined when it is none. Never throws. */
export function parseTypeName(text: string): TypeName | undefined {
	const { core, array } = withoutBrackets(text.trim());
	const named = parseQualified(core);
	if (!named) return undefined;
	const { parts, rest } = named;
	const [first, second] = parts;
	if (first === undefined) return undefined;
	if (second !== undefined && !(first.text === 'pg_catalog')) {
		return userType(first.text, second.text, rest, array);
	}
	const only = second ?? first;
	if (only.quoted) {
		const modifiers = parseModifiers(rest);
		// "char" is a type of its own, of one byte, and the only built-in one that needs quotes.
		return modifiers && { name: only.text, ...modifiers, array };
	}
	return builtIn(only.text, rest, array);
}

/** The name as `format_type` writes it. A type outside of pg_catalog has its schema, and quotes where they are needed. */
export function renderTypeName(type: TypeName): string {
	const brackets = type.array > 0 ? '[]' : '';
	const detail = type.modifiers.length > 0 ? type.modifiers.join(',') : undefined;
	if (type.schema !== undefined) {
		const modifiers = detail ?? type.qualifier;
		return `${quoted(type.schema)}.${quoted(type.name)}${modifiers === undefined ? '' : `(${modifiers})`}${brackets}`;
	}
	if (type.name === 'char') return `"char"${brackets}`;
	const precision = detail === undefined ? '' : `(${detail})`;
	if (type.name === 'interval') return `interval${type.qualifier === undefined ? '' : ` ${type.qualifier}`}${precision}${brackets}`;
	const zoned = /^(time|timestamp) (with(?:out)? time zone)$/.exec(type.name);
	if (zoned) return `${zoned[1]}${precision} ${zoned[2]}${brackets}`;
	const modifiers = precision || (type.qualifier === undefined ? '' : `(${type.qualifier})`);
	return `${plainName.test(type.name) || wordNames.has(type.name) ? type.name : quoted(type.name)}${modifiers}${brackets}`;
}

/** `text` in the canonical form; unchanged when it is no type's name. */
export function canonicalType(text: string): string {
	const type = parseTypeName(text);
	return type ? renderTypeName(type) : text;
}

/** The type of a catalog as SQL. A catalog is a file that anybody may have written, so what is no type's name becomes `text`. */
export function sqlType(text: string): string {
	const type = parseTypeName(text);
	return type ? renderTypeName(type) : 'text';
}

/** Whether two names mean the same type with the same modifiers. */
export function sameType(first: string, second: string): boolean {
	return first === second || canonicalType(first) === canonicalType(second);
}

function withoutBrackets(text: string): { core: string; array: number } {
	const word = /^(.*[^\s])\s+array(?:\s*\[\d*\])?$/i.exec(text);
	if (word?.[1] !== undefined) return { core: word[1], array: 1 };
	let core = text;
	let array = 0;
	for (let found = /\s*\[\d*\]$/.exec(core); found; found = /\s*\[\d*\]$/.exec(core)) {
		core = core.slice(0, found.index);
		array++;
	}
	return { core, array };
}

interface NamePart {
	readonly text: string;
	readonly quoted: boolean;
}

function parseQualified(text: string): { parts: readonly NamePart[]; rest: string } | undefined {
	const parts: NamePart[] = [];
	let rest = text;
	for (;;) {
		const found = /^"((?:[^"]|"")+)"|^([\p{L}_][\p{L}\p{N}_$]*)/u.exec(rest);
		if (!found) return undefined;
		rest = rest.slice(found[0].length);
		if (found[1] !== undefined) parts.push({ text: found[1].replaceAll('""', '"'), quoted: true });
		else parts.push({ text: (found[2] ?? '').toLowerCase(), quoted: false });
		if (!rest.startsWith('.') || parts.length === 2) break;
		rest = rest.slice(1);
	}
	return rest.startsWith('.') ? undefined : { parts, rest };
}

function userType(schema: string, name: string, rest: string, array: number): TypeName | undefined {
	const modifiers = parseModifiers(rest);
	return modifiers && { schema, name, ...modifiers, array };
}

function builtIn(firstWord: string, rest: string, array: number): TypeName | undefined {
	const shape = /^((?:\s+[a-z]+)*)\s*(\([^()]*\))?((?:\s+[a-z]+)*)$/i.exec(rest);
	if (!shape) return undefined;
	const words = `${firstWord} ${shape[1] ?? ''} ${shape[3] ?? ''}`.toLowerCase().replace(/\s+/g, ' ').trim();
	const modifiers = parseModifiers(shape[2] ?? '');
	if (!modifiers) return undefined;
	if (firstWord === 'interval') {
		const fields = words.slice('interval'.length).trim();
		if (fields !== '' && !intervalFields.test(fields)) return undefined;
		return { name: 'interval', modifiers: modifiers.modifiers, ...(fields === '' ? {} : { qualifier: fields }), array };
	}
	if (words.includes(' ') && !wordNames.has(words)) return undefined;
	return { ...canonical(words, modifiers), array };
}

function canonical(words: string, { modifiers, qualifier }: Modifiers): Omit<TypeName, 'array'> {
	const rest = qualifier === undefined ? {} : { qualifier };
	const [first] = modifiers;
	if (words === 'float') return { name: first !== undefined && first <= 24 ? 'real' : 'double precision', modifiers: [] };
	if (words === 'bpchar') return { name: first === undefined ? 'bpchar' : 'character', modifiers, ...rest };
	const name = canonicalNames[words] ?? words;
	// Without a length these two mean one character or bit, unlike bpchar (PostgreSQL 18 manual, 8.3 and 8.10).
	if ((name === 'character' || name === 'bit') && first === undefined) return { name, modifiers: [1] };
	if (name === 'numeric' && first !== undefined && modifiers.length === 1) return { name, modifiers: [first, 0] };
	return { name, modifiers, ...rest };
}

interface Modifiers {
	readonly modifiers: readonly number[];
	readonly qualifier?: string;
}

/** The text in parentheses, or nothing; undefined when it is something else. */
function parseModifiers(text: string): Modifiers | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return { modifiers: [] };
	const inner = /^\(([^()]+)\)$/.exec(trimmed)?.[1];
	if (inner === undefined) return undefined;
	const items = inner.split(',').map(item => item.trim());
	if (items.every(item => /^-?\d+$/.test(item))) return { modifiers: items.map(Number) };
	// Whatever else stands there goes into SQL as it is, so it must be a word.
	if (!items.every(item => /^(-?\d+|[\p{L}_][\p{L}\p{N}_]*)$/u.test(item))) return undefined;
	return { modifiers: [], qualifier: items.join(',') };
}

function quoted(name: string): string {
	return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
