/** Analyses one mapping: what it reads, what it fills, by what its rows are known. Looks at other mappings by name only. */

import { lazy } from '../base/memo';
import { columnOf, fullName } from '../catalog/lookup';
import type { ColumnMapping, ColumnSource, Mapping, Origin, SqlScalar } from '../spec/spec';
import type { BaseColumn, Scope, SqlPlace } from '../sql/analysis';
import { copiedColumns } from './copiedColumns';
import type { ByFacts, ColumnFacts, IgnoredBy, LookupOriginFacts, MappingFacts, OriginFacts, SqlPiece } from './facts';
import { findIgnore, type TopIgnores } from './ignores';
import { keyOf } from './key';
import { type PieceContext, type PieceOptions, pieceOf } from './piece';
import type { TableFinder } from './tableName';

export interface MappingContext extends PieceContext {
	/** Finds a target table by its name as written. Undefined without the target's catalog. */
	readonly targetTable: TableFinder | undefined;
	readonly targetIgnores: TopIgnores;
}

/** What every keystroke may ask of any mapping. */
type Lasting = Pick<MappingFacts, 'table' | 'items' | 'scopeKnown' | 'ignoredColumns' | 'key' | 'reads' | 'findings'>;

/** The rest: what is asked of few mappings at a time, and most of what is known of a spec. */
type Passing = Omit<MappingFacts, 'name' | 'mapping' | keyof Lasting>;

interface Analysis {
	readonly lasting: Lasting;
	readonly passing: Passing;
}

/**
 * Analyses a mapping when something is asked of it. What lasts is kept as long as the facts are; the rest as long as the mapping's columns
 * are, of which a large spec keeps the last ones only (see `core/spec/readMapping.ts`), and made again by who asks later.
 */
export function analyzeMapping(mapping: Mapping, context: MappingContext): MappingFacts {
	const facts = { name: mapping.name.text, mapping };
	analyzers.set(facts, { context, lasting: undefined });
	return Object.defineProperties(facts, onceAsked) as MappingFacts;
}

interface Analyzer {
	readonly context: MappingContext;
	lasting: Lasting | undefined;
}

type Begun = Pick<MappingFacts, 'mapping'>;

const analyzers = new WeakMap<Begun, Analyzer>();

/** By a mapping's columns, so that both are of one reading. */
const passing = new WeakMap<Mapping['columns'], { readonly facts: Begun; readonly passing: Passing }>();

function lastingOf(facts: Begun): Lasting {
	return analyzers.get(facts)?.lasting ?? analyze(facts).lasting;
}

function passingOf(facts: Begun): Passing {
	const known = passing.get(facts.mapping.columns);
	return known?.facts === facts ? known.passing : analyze(facts).passing;
}

function analyze(facts: Begun): Analysis {
	const analyzer = analyzers.get(facts);
	if (!analyzer) throw new Error('Only facts that were begun can be asked');
	const { columns } = facts.mapping;
	const analysis = analysisOf(facts.mapping, analyzer.context);
	analyzer.lasting ??= analysis.lasting;
	passing.set(columns, { facts, passing: analysis.passing });
	return { lasting: analyzer.lasting, passing: analysis.passing };
}

/** Properties of the facts themselves, so that copies of them have them. */
const onceAsked: PropertyDescriptorMap = Object.fromEntries([
	...(['table', 'items', 'scopeKnown', 'ignoredColumns', 'key', 'reads', 'findings'] as const).map(
		key => [key, property(facts => lastingOf(facts)[key])] as const,
	),
	...(['from', 'where', 'groupBy', 'highWater', 'sourceKey', 'rowIgnores', 'columns', 'column', 'pieces'] as const).map(
		key => [key, property(facts => passingOf(facts)[key])] as const,
	),
]);

function property(get: (facts: Begun) => unknown): PropertyDescriptor {
	return {
		enumerable: true,
		get(this: Begun) {
			return get(this);
		},
	};
}

function analysisOf(mapping: Mapping, context: MappingContext): Analysis {
	const pieces: SqlPiece[] = [];
	const piece = (scalar: SqlScalar | undefined, place: SqlPlace, options: PieceOptions = {}): SqlPiece | undefined => {
		if (!scalar) return undefined;
		const made = pieceOf(scalar, place, context, options);
		pieces.push(made);
		return made;
	};
	const from = piece(mapping.source, 'from');
	const scope: Scope = from?.analysis.scope ?? { items: [], open: true };
	const where = piece(mapping.where, 'condition', { scope });
	const groupBy = piece(mapping.groupBy, 'group-by', { scope });
	const rowIgnores = mapping.ignoreRows.map(one => ({
		piece: required(piece(one.predicate, 'condition', { scope })),
		reason: one.reason.text,
	}));
	const highWater = piece(mapping.highWater, 'expression', { scope, aggregatesAllowed: groupBy !== undefined });
	const sourceKey = mapping.sourceKey.flatMap(sql => piece(sql, 'expression', { scope }) ?? []);
	const expression = (sql: SqlScalar, place: SqlPlace = 'expression') =>
		required(piece(sql, place, { scope, aggregatesAllowed: groupBy !== undefined }));

	const table = mapping.target && context.targetTable?.(mapping.target.text);
	const written = mapping.columns.map((column): ColumnFacts => {
		const origin = column.origin && originFacts(column.origin, expression);
		return { name: column.column.text, column: table && columnOf(table, column.column.text), written: column, span: column.span, origin };
	});
	const ignoredColumns = ignoredTargetColumns(mapping, table, context.targetIgnores);
	const isTaken = (name: string) => written.some(column => column.name === name) || ignoredColumns.has(name);
	const columns = [...written, ...copiedColumns(mapping.copy, scope.items, table, isTaken)];
	for (const { sql, place } of mapping.columns.flatMap(stepSql)) {
		if (place === 'source') expression(sql);
		else piece(sql, 'expression', { scope: valueScope(sql) });
	}
	const byName = lazy(() => firstByName(columns));
	return {
		lasting: {
			table,
			items: scope.items,
			scopeKnown: from?.analysis.ok === true && !scope.open,
			ignoredColumns,
			key: keyOf(mapping.key, table, columns),
			reads: readsOf(pieces, columns),
			findings: pieces.flatMap(piece => piece.analysis.findings),
		},
		passing: {
			from,
			where,
			groupBy,
			highWater,
			sourceKey,
			rowIgnores,
			columns,
			column: name => byName().get(name),
			pieces,
		},
	};
}

function required(piece: SqlPiece | undefined): SqlPiece {
	if (!piece) throw new Error('A piece of SQL that is there must be analysed');
	return piece;
}

type Expression = (sql: SqlScalar, place?: SqlPlace) => SqlPiece;

function originFacts(origin: Origin, expression: Expression): OriginFacts {
	switch (origin.kind) {
		case 'sql':
			return { kind: 'sql', piece: expression(origin.sql) };
		case 'value':
			return { kind: 'value', value: origin.value };
		case 'generated':
			return { kind: 'generated', how: origin.how };
		case 'lookup':
			return lookupOrigin(origin, expression);
	}
}

function lookupOrigin(origin: Extract<Origin, { kind: 'lookup' }>, expression: Expression): LookupOriginFacts {
	return {
		kind: 'lookup',
		alternatives: origin.alternatives.map(({ mapping, condition }) => ({
			mapping: mapping.text,
			span: mapping.span,
			condition: condition && expression(condition, 'condition'),
		})),
		by: origin.by.map(by => byFacts(by, expression)),
		take: origin.take?.text,
	};
}

function byFacts(by: ColumnSource, expression: Expression): ByFacts {
	const { origin, span, ...written } = by;
	if (origin?.kind === 'sql') return { span, written, origin: { kind: 'sql', piece: expression(origin.sql) } };
	if (origin?.kind === 'value') return { span, written, origin: { kind: 'value', value: origin.value } };
	return { span, written, origin: undefined };
}

/** The SQL inside transforms: `coalesce` reads the source, `sql` only `value`. */
function stepSql(column: ColumnMapping): readonly { readonly sql: SqlScalar; readonly place: 'source' | 'value' }[] {
	const parts = [column, ...(column.origin?.kind === 'lookup' ? column.origin.by : [])];
	return parts
		.flatMap(part => part.transforms)
		.flatMap(({ name, argument }) => {
			const place = name.text === 'coalesce' ? 'source' : name.text === 'sql' ? 'value' : undefined;
			const items = argument?.kind === 'scalar' ? [argument] : argument?.kind === 'list' ? argument.items : [];
			return place ? items.map(item => ({ sql: item.sql, place })) : [];
		});
}

/** The one name that the transform `sql` may use: what came so far. */
function valueScope(sql: SqlScalar): Scope {
	const columns = [{ name: 'value', reads: [] }];
	const relation = { name: 'value', kind: 'view', columns, always: [] } as const;
	return { items: [{ alias: 'value', relation, span: sql.span, aliasSpan: undefined, nullable: false, columns }], open: false };
}

function ignoredTargetColumns(mapping: Mapping, table: MappingFacts['table'], top: TopIgnores): ReadonlyMap<string, IgnoredBy> {
	const ignored = new Map<string, IgnoredBy>();
	for (const { name } of table?.columns ?? []) {
		const by = findIgnore(mapping.ignore.target, name) ?? (table && top.column(fullName(table), name));
		if (by) ignored.set(name, by);
	}
	return ignored;
}

function firstByName(columns: readonly ColumnFacts[]): ReadonlyMap<string, ColumnFacts> {
	const byName = new Map<string, ColumnFacts>();
	for (const column of columns) if (!byName.has(column.name)) byName.set(column.name, column);
	return byName;
}

function readsOf(pieces: readonly SqlPiece[], columns: readonly ColumnFacts[]): readonly BaseColumn[] {
	const seen = new Map<string, BaseColumn>();
	const add = (reads: readonly BaseColumn[]) => {
		for (const read of reads) seen.set(`${read.table}.${read.column}`, read);
	};
	for (const { analysis } of pieces) {
		add(analysis.always);
		for (const read of analysis.reads) add(read.base);
	}
	for (const { origin } of columns) if (origin?.kind === 'copy') add(origin.reads);
	return [...seen.values()];
}
