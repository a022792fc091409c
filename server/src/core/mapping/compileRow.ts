/**
 * The rows that one mapping makes of its source, under construction: its layers, the user's expressions in the innermost one, and what may
 * refuse a row. Knows no steps; see `compileSteps`.
 */

import type { Span } from '../base/span';
import type { SqlScalar } from '../spec/spec';
import { compose, composeList, type SqlText } from '../sql/composed';
import { quoteIdentifier, quoteLiteral } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { type Built, type Layers, layers } from './compileLayers';
import type { CompileOptions } from './compileOptions';
import type { WithClause } from './compileWith';
import type { ColumnFacts, MappingFacts, SpecFacts, SqlPiece } from './facts';
import { sharedType } from './sharedType';

/** What one statement is compiled from. */
export interface Statement {
	readonly facts: SpecFacts;
	readonly options: CompileOptions;
	readonly with: WithClause;
}

/** A condition over the layers under which a row is refused. */
export interface Refusal {
	/** The target column. */
	readonly column: string;
	readonly when: SqlText;
	/** The value that was refused, as text. */
	readonly value: SqlText;
	readonly code: SqlText;
	readonly step: RefusingStep;
}

/** What refuses: a step of the column, or `stored`: the column itself, whose type cannot be read from the value. */
export interface RefusingStep {
	readonly kind: 'transform' | 'map' | 'round' | 'cast' | 'null_to' | 'lookup' | 'stored';
	/** Undefined: the column's own. */
	readonly span?: Span;
}

export interface DescribedOutput {
	/** The key in `CompileOptions.types`. */
	readonly id: string;
	/** Undefined for a copied column. */
	readonly piece?: SqlPiece;
	/** The target column whose mapping holds the expression. */
	readonly column?: string;
}

export interface RowBuilder {
	readonly statement: Statement;
	readonly mapping: MappingFacts;
	readonly layers: Layers;
	readonly refusals: Refusal[];
	/** Rows whose value a written `otherwise` replaces, which are not refused: nothing is compiled of them unless it is asked for. */
	readonly replaced: Refusal[];
	/** What each column that looks nothing up gets, by its name: after its steps, and before it is made comparable. */
	readonly written: Map<string, Built>;
	/** What the columns of the innermost layer are, in their order. */
	readonly described: DescribedOutput[];
	/** The user's expressions over `value`, by id. */
	readonly valueExpressions: Map<string, DescribedOutput & { readonly sql: SqlText }>;
	/** The user's expression as a column of the innermost layer; the same one twice is one column. */
	expression(name: string, piece: SqlPiece, column?: string): Built;
	/** The column of a table in the FROM clause. */
	copied(name: string, origin: Extract<ColumnFacts['origin'], { kind: 'copy' }>): Built;
	/** The analysed piece of an expression inside a transform. */
	pieceOf(scalar: SqlScalar): SqlPiece;
	/** The FROM clause with all that follows it. */
	tail(): SqlText;
}

export function rowBuilder(statement: Statement, mapping: MappingFacts): RowBuilder {
	const made = layers();
	const described: DescribedOutput[] = [];
	const known = new Map<SqlPiece, Built>();
	const { facts, options } = statement;
	const shared = (name: string, expression: SqlText, type: string | undefined): Built => {
		const resolved = type === undefined ? undefined : sharedType(type, facts.source);
		const built = made.base(name, expression, resolved?.type);
		return resolved?.needsCast ? { ...built, sql: sql`${built.sql}::${resolved.type}` } : built;
	};
	return {
		statement,
		mapping,
		layers: made,
		refusals: [],
		replaced: [],
		written: new Map(),
		described,
		valueExpressions: new Map(),
		expression(name, piece, column) {
			const before = known.get(piece);
			if (before) return before;
			const id = expressionId(mapping, piece);
			described.push({ id, piece, column });
			const written = statement.with.user(piece);
			const expression = isConstant(piece) ? unfolded(written) : isBare(piece) ? written : sql`(${written})`;
			const built = shared(name, expression, options.types?.get(id) ?? typeOfPlainColumn(mapping, piece));
			known.set(piece, built);
			return built;
		},
		copied(name, origin) {
			described.push({ id: `${mapping.name}=${name}`, column: name });
			return shared(name, plainSql(`${quoteIdentifier(origin.alias)}.${quoteIdentifier(origin.column)}`), origin.type);
		},
		pieceOf(scalar) {
			const piece = mapping.pieces.find(one => one.scalar.node === scalar.node);
			if (!piece) throw new Error(`The SQL of a transform was not analysed: ${scalar.text}`);
			return piece;
		},
		tail: () => tailOf(statement, mapping),
	};
}

/** An expression is known by where it stands. */
export function expressionId(mapping: MappingFacts, { scalar }: SqlPiece): string {
	return `${mapping.name}@${scalar.span.start}`;
}

/** A plain column needs no parentheses. */
function isBare({ sql: source, analysis }: SqlPiece): boolean {
	return analysis.plainColumn !== undefined && /^[\w."]+$/.test(source.text);
}

function isConstant({ analysis }: SqlPiece): boolean {
	return analysis.reads.length === 0 && analysis.tables.length === 0 && analysis.functions.length === 0;
}

/**
 * A constant that the planner leaves alone. It would evaluate a cast of a constant at once, even one that a guard keeps from being
 * evaluated, as `pg_input_is_valid` is not immutable.
 */
export function unfolded(constant: SqlText): SqlText {
	return sql`(select (${constant}) offset 0)`;
}

function typeOfPlainColumn(mapping: MappingFacts, { analysis }: SqlPiece): string | undefined {
	const { plainColumn } = analysis;
	const item = plainColumn && mapping.items.find(one => one.alias === plainColumn.alias);
	return item?.columns?.find(column => column.name === plainColumn?.column)?.type;
}

function tailOf({ with: clause }: Statement, mapping: MappingFacts): SqlText {
	const { from, groupBy } = mapping;
	if (!from) throw new Error(`The mapping has no source: ${mapping.name}`);
	const conditions = [
		...conditionsOf(clause, mapping),
		...mapping.rowIgnores.map(({ piece }) => sql`not coalesce((${clause.user(piece)}), false)`),
	];
	const where = conditions.length === 0 ? '' : compose(['\nwhere ', composeList(conditions, '\n\tand ')]);
	return compose(['from ', clause.user(from), where, groupBy ? compose(['\ngroup by ', clause.user(groupBy)]) : '']);
}

/** What defines the mapping's rows, without the rows that it ignores. */
export function conditionsOf(clause: WithClause, mapping: MappingFacts): readonly SqlText[] {
	return mapping.where ? [sql`(${clause.user(mapping.where)})`] : [];
}

/** The first refusal of a row as an array of column, value and code, NULL when it is fine; undefined when nothing can be refused. */
export function firstRefusal(refusals: readonly Refusal[]): SqlText | undefined {
	if (refusals.length === 0) return undefined;
	const cases = refusals.map(
		({ column, when, value, code }) => sql`\n\t\twhen ${when} then array[${quoteLiteral(column)}, ${value}, ${code}]`,
	);
	return compose(['case', ...cases, '\n\tend']);
}

/** Whether a row is refused. */
export function isRefused(refusals: readonly Refusal[]): SqlText {
	if (refusals.length === 0) return plainSql('false');
	return sql`coalesce(${composeList(
		refusals.map(({ when }) => sql`(${when})`),
		' or ',
	)}, false)`;
}
