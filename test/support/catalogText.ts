/**
 * Catalogs in a small notation, one thing a line (a line goes on until its parentheses close; `#` starts a comment line). Names without
 * a schema are of `public`. Throws on a line that it does not understand, so that a test cannot lose a fact.
 *
 *     orders(id bigint pk, total numeric(10,2) not null, status app.order_status default 'new', note text)
 *     erp.cust_mst(cust_no bigint pk, dun_no text unique references erp.other(no), full text generated (a || b)) rows 1200000 bytes 4096
 *     view v(a int)      materialized view m(a int)      foreign table f(a int)      partitioned p(a int)
 *     enum app.status: a, b c, d      domain app.code: text not null default 'x' check (value <> '')
 *     composite app.address(street text, zip text)      range app.span: timestamptz
 *     primary key app.t(a, b)      unique app.t(a, b) where a > 0      unique app.t(a) nulls not distinct
 *     foreign key app.t(a, b) references app.u(a, b) on delete cascade      check app.t: a > 0
 *     volatile function app.f(int, text) returns setof int      procedure app.p(int)      aggregate app.sum2(int) returns int
 *     sequence app.s      sequence app.s owned by app.t.id      trigger app.t audit: EXECUTE FUNCTION app.log()
 *     cast app.status as text implicit      operator app.<->(text, text) returns real function app.distance
 *     schema app      setting encoding LATIN1      setting search_path app, public      setting version 150018
 *
 * Flags of a column: pk, not null, unique, default EXPR, identity always, identity by default, generated (EXPR),
 * references schema.table(column), collate NAME, comment 'TEXT'. Types may be written in any of PostgreSQL's spellings.
 */

import { createHash } from 'node:crypto';
import type {
	Cast,
	Catalog,
	Check,
	Column,
	ForeignKey,
	Operator,
	Sequence,
	Table,
	TableKind,
	Trigger,
	UniqueKey,
	UserFunction,
	UserType,
	Volatility,
} from '../../server/src/core/catalog/catalog';
import { canonicalType, parseTypeName, renderTypeName } from '../../server/src/core/catalog/typeName';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

interface DraftCatalog {
	version: number;
	readonly settings: { encoding: string; collation: string; timezone: string; searchPath: string[]; standardConformingStrings: boolean };
	readonly schemas: Set<string>;
	readonly tables: Map<string, Draft<Table>>;
	readonly types: UserType[];
	readonly functions: UserFunction[];
	readonly sequences: Sequence[];
	readonly casts: Cast[];
	readonly operators: Operator[];
}

/** The catalog of a text in the notation above. */
export function catalogText(source: string): Catalog {
	const draft: DraftCatalog = {
		version: 180000,
		settings: { encoding: 'UTF8', collation: 'C', timezone: 'UTC', searchPath: ['public'], standardConformingStrings: true },
		schemas: new Set(['public']),
		tables: new Map(),
		types: [],
		functions: [],
		sequences: [],
		casts: [],
		operators: [],
	};
	for (const line of statements(source)) {
		try {
			readStatement(draft, line);
		} catch (cause) {
			throw new Error(`Not in the notation of catalogs: ${line}`, { cause });
		}
	}
	return finished(draft, source);
}

function statements(source: string): readonly string[] {
	const found: string[] = [];
	let open = '';
	for (const line of source.split(/\r?\n/)) {
		if (line.trim() === '' || line.trim().startsWith('#')) continue;
		open = open === '' ? line.trim() : `${open} ${line.trim()}`;
		if (depth(open) > 0) continue;
		found.push(open);
		open = '';
	}
	if (open !== '') throw new Error(`Parentheses do not close: ${open}`);
	return found;
}

function depth(text: string): number {
	const bare = text.replace(/'[^']*'|"[^"]*"/g, '');
	return bare.split('(').length - bare.split(')').length;
}

type Reader = (draft: DraftCatalog, match: RegExpExecArray) => void;

const name = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const qualified = `(?:${name}\\.)?${name}`;

const readers: readonly (readonly [RegExp, Reader])[] = [
	[pattern(`schema (${name})`), (draft, [, one]) => void draft.schemas.add(unquoted(need(one)))],
	[pattern('setting (\\w+) (.+)'), readSetting],
	[pattern(`enum (${qualified}): (.+)`), (draft, [, type, labels]) => addType(draft, type, { kind: 'enum', labels: list(need(labels)) })],
	[
		pattern(`range (${qualified}): (.+)`),
		(draft, [, type, of]) => addType(draft, type, { kind: 'range', subtype: canonicalType(need(of)) }),
	],
	[pattern(`domain (${qualified}): (.+)`), readDomain],
	[pattern(`composite (${qualified})\\((.*)\\)`), readComposite],
	[pattern(`primary key (${qualified})\\((.+)\\)`), readPrimaryKey],
	[pattern(`unique (${qualified})\\(([^)]+)\\)(?: where (.+?))?( nulls not distinct)?`), readUnique],
	[pattern(`foreign key (${qualified})\\(([^)]+)\\) references (${qualified})\\(([^)]+)\\)(.*)`), readForeignKey],
	[pattern(`check (${qualified}): (.+)`), readCheck],
	[pattern(`trigger (${qualified}) (${name}): (.+)`), readTrigger],
	[pattern(`sequence (${qualified})(?: owned by (${qualified})\\.(${name}))?`), readSequence],
	[pattern('cast (.+) as (.+?)(?: (implicit|assignment|explicit))?(?: with (\\S+))?'), readCast],
	[pattern(`operator (${name})\\.([^\\s(]+)\\((.+)\\) returns (.+) function (\\S+)`), readOperator],
	[
		pattern(
			`(?:(immutable|stable|volatile) )?(function|aggregate|window|procedure) (${qualified})\\((.*)\\)(?: returns (setof )?(.+?))?( strict)?`,
		),
		readFunction,
	],
	[
		pattern(`(?:(view|materialized view|foreign table|partitioned) )?(${qualified})\\((.*)\\)(?: rows (\\d+))?(?: bytes (\\d+))?`),
		readTable,
	],
];

function pattern(source: string): RegExp {
	return new RegExp(`^${source}$`, 'su');
}

function readStatement(draft: DraftCatalog, line: string): void {
	for (const [expression, read] of readers) {
		const match = expression.exec(line);
		if (!match) continue;
		read(draft, match);
		return;
	}
	throw new Error('No kind of line looks like this');
}

function readSetting(draft: DraftCatalog, [, key, value = '']: RegExpExecArray): void {
	if (key === 'encoding' || key === 'collation' || key === 'timezone') draft.settings[key] = value;
	else if (key === 'search_path') draft.settings.searchPath = list(value);
	else if (key === 'version') draft.version = Number(value);
	else throw new Error(`Unknown setting: ${key}`);
}

function readDomain(draft: DraftCatalog, [, type, body = '']: RegExpExecArray): void {
	const { rest, flags } = takeFlags(body, ['not null', 'default', 'check']);
	const check = flags.get('check');
	addType(draft, type, {
		kind: 'domain',
		baseType: canonicalType(rest),
		nullable: !flags.has('not null'),
		default: flags.get('default'),
		checks: check === undefined ? [] : [{ name: `${split(need(type)).name}_check`, expression: check }],
	});
}

function readComposite(draft: DraftCatalog, [, type, body = '']: RegExpExecArray): void {
	const attributes = items(body).map(item => {
		const [, attribute, of] = need(new RegExp(`^(${name})\\s+(.+)$`, 'su').exec(item));
		return { name: unquoted(need(attribute)), type: canonicalType(need(of)) };
	});
	addType(draft, type, { kind: 'composite', attributes });
}

type TypeBody<T> = T extends UserType ? Omit<T, 'schema' | 'name'> : never;

function addType(draft: DraftCatalog, type: string | undefined, body: TypeBody<UserType>): void {
	const full = split(need(type));
	draft.schemas.add(full.schema);
	draft.types.push({ ...full, ...body });
}

function readTable(draft: DraftCatalog, [, word, table, body = '', rows, bytes]: RegExpExecArray): void {
	const kinds: Readonly<Record<string, TableKind>> = {
		view: 'view',
		'materialized view': 'materialized-view',
		'foreign table': 'foreign-table',
		partitioned: 'partitioned',
	};
	const full = split(need(table));
	const made: Draft<Table> = {
		...full,
		kind: word === undefined ? 'table' : need(kinds[word]),
		columns: [],
		uniqueKeys: [],
		foreignKeys: [],
		checks: [],
		triggers: [],
		...(rows === undefined ? {} : { estimatedRows: Number(rows) }),
		...(bytes === undefined ? {} : { bytes: Number(bytes) }),
	};
	draft.schemas.add(full.schema);
	draft.tables.set(key(full), made);
	for (const item of items(body)) readColumn(made, item);
}

const columnFlags = ['pk', 'not null', 'unique', 'default', 'identity', 'generated', 'references', 'collate', 'comment'];

function readColumn(table: Draft<Table>, item: string): void {
	const [, written, body] = need(new RegExp(`^(${name})\\s+(.+)$`, 'su').exec(item));
	const { rest, flags } = takeFlags(need(body), columnFlags);
	const column = unquoted(need(written));
	const identity = flags.get('identity');
	const optional: Partial<Column> = {
		default: flags.get('default'),
		identity: identity === undefined ? undefined : identity === 'always' ? 'always' : 'by-default',
		generated: flags.get('generated'),
		collation: flags.get('collate'),
		comment: flags.get('comment')?.slice(1, -1),
	};
	const nullable = !(flags.has('pk') || flags.has('not null') || identity !== undefined);
	table.columns.push({ name: column, type: canonicalType(rest), nullable, ...given(optional) });
	if (flags.has('pk')) table.primaryKey = { name: `${table.name}_pkey`, columns: [...(table.primaryKey?.columns ?? []), column] };
	if (flags.has('unique')) table.uniqueKeys.push({ name: `${table.name}_${column}_key`, columns: [column] });
	const references = flags.get('references');
	if (references !== undefined) {
		const [, target, targetColumn] = need(new RegExp(`^(${qualified})(?:\\((.+)\\))?$`, 'su').exec(references));
		table.foreignKeys.push(foreignKey(table, [column], need(target), [unquoted(targetColumn ?? column)]));
	}
}

function readPrimaryKey(draft: DraftCatalog, [, table, columns]: RegExpExecArray): void {
	const found = tableOf(draft, table);
	const names = list(need(columns));
	found.primaryKey = { name: `${found.name}_pkey`, columns: names };
	found.columns = found.columns.map(column => (names.includes(column.name) ? { ...column, nullable: false } : column));
}

function readUnique(draft: DraftCatalog, [, table, columns, where, notDistinct]: RegExpExecArray): void {
	const found = tableOf(draft, table);
	const names = list(need(columns));
	const unique: UniqueKey = { name: `${found.name}_${names.join('_')}_key`, columns: names };
	found.uniqueKeys.push({ ...unique, ...given({ where, nullsNotDistinct: notDistinct === undefined ? undefined : (true as const) }) });
}

function readForeignKey(draft: DraftCatalog, [, table, columns, target, targetColumns, body = '']: RegExpExecArray): void {
	const found = tableOf(draft, table);
	const { rest, flags } = takeFlags(body, ['on delete', 'on update', 'deferrable', 'not valid']);
	if (rest !== '') throw new Error(`Not understood: ${rest}`);
	found.foreignKeys.push({
		...foreignKey(found, list(need(columns)), need(target), list(need(targetColumns))),
		...given({
			onDelete: flags.get('on delete'),
			onUpdate: flags.get('on update'),
			deferrable: flags.has('deferrable') ? (true as const) : undefined,
			notValid: flags.has('not valid') ? (true as const) : undefined,
		}),
	});
}

function foreignKey(table: Draft<Table>, columns: readonly string[], target: string, targetColumns: readonly string[]): ForeignKey {
	const { schema, name: referenced } = split(target);
	return {
		name: `${table.name}_${columns.join('_')}_fkey`,
		columns,
		references: { schema, table: referenced, columns: targetColumns },
	};
}

function readCheck(draft: DraftCatalog, [, table, expression]: RegExpExecArray): void {
	const found = tableOf(draft, table);
	const check: Check = { name: `${found.name}_check${found.checks.length === 0 ? '' : found.checks.length}`, expression: need(expression) };
	found.checks.push(check);
}

function readTrigger(draft: DraftCatalog, [, table, trigger, definition]: RegExpExecArray): void {
	const made: Trigger = { name: unquoted(need(trigger)), definition: need(definition), enabled: true };
	tableOf(draft, table).triggers.push(made);
}

function readSequence(draft: DraftCatalog, [, sequence, table, column]: RegExpExecArray): void {
	const owner = table === undefined ? undefined : split(table);
	const made: Sequence = {
		...split(need(sequence)),
		type: 'bigint',
		start: '1',
		increment: '1',
		minimum: '1',
		maximum: '9223372036854775807',
		cycle: false,
		...(owner && { ownedBy: { schema: owner.schema, table: owner.name, column: unquoted(need(column)) } }),
	};
	draft.schemas.add(made.schema);
	draft.sequences.push(made);
}

function readCast(draft: DraftCatalog, [, source, target, context = 'explicit', by]: RegExpExecArray): void {
	const made = { source: canonicalType(need(source)), target: canonicalType(need(target)), context: context as Cast['context'] };
	draft.casts.push({ ...made, ...given({ function: by }) });
}

function readOperator(draft: DraftCatalog, [, schema, operator, operands, result, by]: RegExpExecArray): void {
	const types = items(need(operands)).map(canonicalType);
	const [left, right] = types.length === 1 ? [undefined, types[0]] : types;
	draft.operators.push({
		schema: unquoted(need(schema)),
		name: need(operator),
		...given({ left }),
		right: need(right),
		result: canonicalType(need(result)),
		function: need(by),
		volatility: 'immutable',
	});
}

function readFunction(draft: DraftCatalog, [, volatility, kind, full, body = '', set, result = 'void', strict]: RegExpExecArray): void {
	const written = items(body);
	const defaults = written.filter(item => / default /.test(item)).length;
	const made: UserFunction = {
		...split(need(full)),
		kind: kind as UserFunction['kind'],
		arguments: written.map(item => canonicalType(item.replace(/^variadic /, '').replace(/ default .*$/s, ''))),
		...given({
			variadic: written.at(-1)?.startsWith('variadic ') ? (true as const) : undefined,
			defaults: defaults > 0 ? defaults : undefined,
		}),
		result: canonicalType(result),
		...given({ set: set === undefined ? undefined : (true as const) }),
		volatility: (volatility ?? (kind === 'procedure' ? 'volatile' : 'immutable')) as Volatility,
		strict: strict !== undefined,
		language: 'sql',
	};
	draft.schemas.add(made.schema);
	draft.functions.push(made);
}

/** Cuts `type flag value flag` where one of `flags` begins outside of parentheses and quotes. */
function takeFlags(text: string, flags: readonly string[]): { rest: string; flags: ReadonlyMap<string, string> } {
	const masked = text.replace(/'[^']*'|"[^"]*"/g, quotedText => '\0'.repeat(quotedText.length));
	const starts = [...masked.matchAll(new RegExp(`(?<=^|\\s)(${flags.join('|')})(?=\\s|\\(|$)`, 'g'))]
		.filter(match => depth(masked.slice(0, match.index)) === 0)
		.map(match => ({ flag: match[0], index: match.index }));
	const found = new Map<string, string>();
	for (const [i, { flag, index }] of starts.entries()) {
		const value = text.slice(index + flag.length, starts[i + 1]?.index).trim();
		found.set(flag, flag === 'generated' || flag === 'check' ? value.replace(/^\((.*)\)$/s, '$1') : value);
	}
	return { rest: text.slice(0, starts[0]?.index).trim(), flags: found };
}

function items(body: string): string[] {
	const found: string[] = [];
	let open = '';
	for (const piece of body.split(',')) {
		open = open === '' ? piece : `${open},${piece}`;
		if (depth(open) > 0 || (open.split("'").length + 1) % 2 === 1) continue;
		if (open.trim() !== '') found.push(open.trim());
		open = '';
	}
	if (open.trim() !== '') throw new Error(`Does not end: ${body}`);
	return found;
}

function list(text: string): string[] {
	return text.split(',').map(item => unquoted(item.trim()));
}

function split(full: string): { schema: string; name: string } {
	const [, schema, table] = need(new RegExp(`^(?:(${name})\\.)?(${name})$`, 'su').exec(full));
	return { schema: schema === undefined ? 'public' : unquoted(schema), name: unquoted(need(table)) };
}

function key(full: { readonly schema: string; readonly name: string }): string {
	return `${full.schema}.${full.name}`;
}

function tableOf(draft: DraftCatalog, written: string | undefined): Draft<Table> {
	const table = draft.tables.get(key(split(need(written))));
	if (!table) throw new Error(`No such table above this line: ${written}`);
	return table;
}

function unquoted(written: string): string {
	return /^".*"$/s.test(written) ? written.slice(1, -1).replaceAll('""', '"') : written;
}

function need<T>(value: T | null | undefined): T {
	if (value === null || value === undefined) throw new Error('Something is missing');
	return value;
}

function given<T extends object>(values: T): T {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function finished(draft: DraftCatalog, source: string): Catalog {
	const own = new Set(draft.types.filter(type => type.schema === 'public').map(type => type.name));
	/** A type of `public` may be written without its schema, but `format_type` writes it with one. */
	const withSchema = (text: string): string => {
		const type = parseTypeName(text);
		return type && type.schema === undefined && own.has(type.name) ? renderTypeName({ ...type, schema: 'public' }) : text;
	};
	const tables = [...draft.tables.values()].map(table => ({
		...table,
		columns: table.columns.map(column => ({ ...column, type: withSchema(column.type) })),
		uniqueKeys: sorted(table.uniqueKeys),
		foreignKeys: sorted(table.foreignKeys),
		checks: sorted(table.checks),
		triggers: sorted(table.triggers),
	}));
	const functions = draft.functions.map(one => ({ ...one, arguments: one.arguments.map(withSchema), result: withSchema(one.result) }));
	return {
		engine: 'postgres',
		version: draft.version,
		fingerprint: createHash('md5').update(source).digest('hex'),
		settings: draft.settings,
		schemas: sorted([...draft.schemas].map(schema => ({ name: schema }))).map(schema => ({
			...schema,
			tables: sorted(tables.filter(table => table.schema === schema.name)),
			types: sorted(draft.types.filter(type => type.schema === schema.name)),
			functions: sorted(functions.filter(one => one.schema === schema.name)),
			sequences: sorted(draft.sequences.filter(sequence => sequence.schema === schema.name)),
		})),
		casts: draft.casts.map(cast => ({ ...cast, source: withSchema(cast.source), target: withSchema(cast.target) })),
		operators: sorted(draft.operators),
	};
}

function sorted<T extends { readonly name: string }>(things: readonly T[]): T[] {
	return [...things].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}
