/**
 * Rows whose lookup finds no partner, counted on the source alone: what `by` says against the key of the mapping that is looked up. Asks
 * only what can be said in one plain query (expressions over one table, keys without other steps than trimming and letter case), and is
 * silent about the rest, which data fit and reconciliation tell exactly.
 */

import type { ByFacts, ColumnFacts, LookupOriginFacts, MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { quoteIdentifier, quoteName } from '../sql/quote';

export interface OrphanQuestion {
	readonly mapping: string;
	readonly targetColumn: string;
	readonly lookup: string;
	/** The one column that `by` reads: where the count is shown. */
	readonly column: string;
	/** One row: how many rows, and how many different values of `by`. */
	readonly sql: string;
	/** The values of `by` themselves, a row for each. */
	readonly rowsSql: string;
}

/** The questions of a mapping's lookups whose `by` reads `table`. */
export function planOrphans(facts: SpecFacts, mapping: MappingFacts, table: string): readonly OrphanQuestion[] {
	return mapping.columns.flatMap(column => {
		const { origin } = column;
		const question = origin?.kind === 'lookup' ? orphansOf(facts, mapping, column, origin, table) : undefined;
		return question ? [question] : [];
	});
}

function orphansOf(
	facts: SpecFacts,
	mapping: MappingFacts,
	{ name }: ColumnFacts,
	{ alternatives, by }: LookupOriginFacts,
	table: string,
): OrphanQuestion | undefined {
	const [only] = alternatives;
	const parent = only && alternatives.length === 1 && !only.condition ? facts.mapping(only.mapping) : undefined;
	const keys = parent && keyExpressions(parent);
	const [first] = by;
	const own = first && aliasRead(first, mapping);
	if (!parent?.from || !keys || keys.length !== by.length || own?.table !== table || !isPlain(parent, parent.from)) return undefined;
	const values = by.map((part, index) => {
		const isOwn = aliasRead(part, mapping)?.alias === own.alias;
		return isOwn && part.origin?.kind === 'sql'
			? stepped(stepped(wrapped(part.origin.piece.sql.text), part.written), keys[index]?.steps)
			: undefined;
	});
	if (values.includes(undefined)) return undefined;
	const conditions = [
		...(mapping.where && readsOnly(mapping.where, own.alias) ? [`(\n${mapping.where.sql.text}\n)`] : []),
		...mapping.rowIgnores.flatMap(({ piece }) => (readsOnly(piece, own.alias) ? [`(\n${piece.sql.text}\n) is not true`] : [])),
	];
	const parentConditions = [
		...(parent.where ? [`(\n${parent.where.sql.text}\n)`] : []),
		...parent.rowIgnores.map(({ piece }) => `(\n${piece.sql.text}\n) is not true`),
		...keys.map(({ sql }, index) => `${sql} = crosswalk_rows.by${index + 1}`),
	];
	const names = values.map((_, index) => `by${index + 1}`);
	const [schema = '', relation = ''] = splitName(facts, table);
	const distinct = names.length === 1 ? names[0] : `(${names.join(', ')})`;
	const rows = `from (select ${values.map((value, index) => `${value} as by${index + 1}`).join(', ')}
	from ${quoteName(schema, relation)} as ${quoteIdentifier(own.alias)}${conditions.length > 0 ? `\n\twhere ${conditions.join(' and ')}` : ''}) as crosswalk_rows
where ${names.map(one => `${one} is not null`).join(' and ')}
and not exists (select from ${parent.from.sql.text}
	where ${parentConditions.join(' and ')})`;
	const sql = `select count(*)::text, count(distinct ${distinct})::text\n${rows}`;
	const rowsSql = `select ${names.join(', ')}\n${rows}`;
	return { mapping: mapping.name, targetColumn: name, lookup: parent.name, column: own.column, sql, rowsSql };
}

function splitName(facts: SpecFacts, name: string): readonly string[] {
	const table = facts.source?.tables.get(name);
	return table ? [table.schema, table.name] : [];
}

/** Whether the mapping's rows can be asked for as they are written: catalog tables only. */
function isPlain({ items, where, rowIgnores }: MappingFacts, from: SqlPiece): boolean {
	const pieces = [from, ...(where ? [where] : []), ...rowIgnores.map(({ piece }) => piece)];
	return items.every(({ relation }) => relation?.kind === 'table') && pieces.every(isUsable);
}

function isUsable({ analysis }: SqlPiece): boolean {
	const isSafe = analysis.ok && !analysis.findings.some(({ code }) => code === 'unsafe-function');
	return isSafe && analysis.tables.every(({ relation }) => relation?.kind === 'table');
}

interface KeyExpression {
	readonly sql: string;
	readonly steps: Steps;
}

type Steps = Pick<ByFacts['written'], 'transforms' | 'map' | 'round' | 'cast' | 'nullTo'>;

/** What `by` is compared with; undefined when it is more than expressions. */
function keyExpressions(parent: MappingFacts): readonly KeyExpression[] | undefined {
	const none: Steps = { transforms: [] };
	if (parent.sourceKey.length > 0) {
		return parent.sourceKey.every(isUsable) ? parent.sourceKey.map(({ sql }) => ({ sql: wrapped(sql.text), steps: none })) : undefined;
	}
	if (parent.key.kind !== 'columns' || parent.groupBy) return undefined;
	const keys = parent.key.columns.map((name): KeyExpression | undefined => {
		const column = parent.column(name);
		const { origin } = column ?? {};
		if (origin?.kind === 'copy') return { sql: `${quoteIdentifier(origin.alias)}.${quoteIdentifier(origin.column)}`, steps: none };
		if (origin?.kind !== 'sql' || !isUsable(origin.piece)) return undefined;
		const steps = column?.written ?? none;
		const sql = stepped(wrapped(origin.piece.sql.text), steps);
		return sql === undefined ? undefined : { sql, steps };
	});
	const known = keys.flatMap(key => key ?? []);
	return known.length === keys.length ? known : undefined;
}

/** In parentheses, on lines of its own, so that a comment at its end hides nothing. */
function wrapped(sql: string): string {
	return /^[\w.]+$/.test(sql) ? sql : `(\n${sql}\n)`;
}

const simpleSteps: Readonly<Record<string, string>> = { trim: 'btrim', upper: 'upper', lower: 'lower' };

function stepped(sql: string | undefined, steps: Steps | undefined): string | undefined {
	if (sql === undefined || !steps || steps.map || steps.round || steps.cast || steps.nullTo) return undefined;
	let made = sql;
	for (const { name, argument } of steps.transforms) {
		const call = argument ? undefined : simpleSteps[name.text];
		if (call === undefined) return undefined;
		made = `${call}(${made})`;
	}
	return made;
}

/** The alias, table and column of a part that reads one column of one catalog table. */
function aliasRead(
	{ origin }: ByFacts,
	{ items }: MappingFacts,
): { readonly alias: string; readonly table: string; readonly column: string } | undefined {
	const piece = origin?.kind === 'sql' && isUsable(origin.piece) ? origin.piece : undefined;
	const [read] = piece?.analysis.reads ?? [];
	const item = items.find(({ alias }) => alias === read?.alias);
	if (!piece || !read?.alias || item?.relation?.kind !== 'table' || !readsOnly(piece, read.alias)) return undefined;
	return { alias: read.alias, table: item.relation.name, column: read.column };
}

function readsOnly(piece: SqlPiece, alias: string): boolean {
	return isUsable(piece) && piece.analysis.tables.length === 0 && piece.analysis.reads.every(read => read.alias === alias);
}
