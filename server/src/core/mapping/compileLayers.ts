/**
 * Builds one SELECT in layers: the innermost evaluates the user's expressions over the user's FROM clause, every further one adds columns
 * that read those below by name, so that no expression has to be written twice. PostgreSQL merges the layers into one scan. Knows no
 * mapping.
 */

import { compose, composeList, type SqlText } from '../sql/composed';
import { quoteIdentifier } from '../sql/quote';
import { plainSql, sql } from '../sql/template';

/** An expression over the layers up to `level`. */
export interface Built {
	readonly sql: SqlText;
	readonly type: string | undefined;
	readonly level: number;
	/** How many of the innermost expressions it comes to once the layers are merged. */
	readonly weight: number;
	/** A column or a literal: it may stand several times in one expression. */
	readonly short: boolean;
}

export interface Layers {
	/** A column of the innermost layer. Returns its reference. */
	base(name: string, expression: SqlText, type: string | undefined): Built;
	/** A column of a layer of its own; what is short already is returned as it is. */
	column(name: string, value: Built): Built;
	/** Joins a table to the layer above `level`, and adds columns of it. `on` and `columns` get the table's alias. */
	join(table: string, level: number, on: (alias: string) => SqlText, columns: (alias: string) => readonly JoinedColumn[]): readonly Built[];
	/**
	 * `select OUTPUTS from LAYERS`. `tail` is the FROM clause of the innermost layer with all that follows. `once`: an expression over the
	 * layers that outputs read as `r.once`; it is evaluated once for each row.
	 */
	render(outputs: readonly SqlText[], tail: SqlText, once?: SqlText): SqlText;
	/** The innermost layer alone. */
	renderBase(tail: SqlText): SqlText;
}

export interface JoinedColumn {
	readonly name: string;
	readonly sql: SqlText;
	readonly type: string | undefined;
}

/**
 * Merged layers repeat an expression wherever its column is read; a chain of steps that each read their input several times would grow
 * without bounds. Beyond this many, a layer is kept apart.
 */
const HEAVY = 40;

interface Layer {
	readonly columns: SqlText[];
	readonly joins: SqlText[];
	apart: boolean;
}

export function layers(): Layers {
	const made: Layer[] = [];
	const names = new Set<string>();
	let joins = 0;
	const layer = (level: number): Layer => {
		for (let next = made.length; next <= level; next++) made.push({ columns: [], joins: [], apart: false });
		return made[level] as Layer;
	};
	const add = (level: number, name: string, expression: SqlText, type: string | undefined, weight: number): Built => {
		const alias = quoteIdentifier(freeName(names, name));
		layer(level).columns.push(sql`${expression} as ${alias}`);
		return { sql: plainSql(`s.${alias}`), type, level, weight, short: true };
	};
	layer(0);
	return {
		base: (name, expression, type) => add(0, name, expression, type, 1),
		column(name, value) {
			if (value.short) return value;
			const heavy = value.weight > HEAVY;
			if (heavy) layer(value.level).apart = true;
			return add(value.level + 1, name, value.sql, value.type, heavy ? 1 : value.weight);
		},
		join(table, level, on, columns) {
			const alias = `j${++joins}`;
			layer(level + 1).joins.push(sql`left join ${table} ${alias} on ${on(alias)}`);
			return columns(alias).map(column => add(level + 1, column.name, column.sql, column.type, 1));
		},
		render(outputs, tail, once) {
			// OFFSET 0 keeps the expression from being merged into every place that reads it; the layers stay merged.
			const lateral = once ? sql`\ncross join lateral (\n\tselect ${once} as once\n\toffset 0\n) r` : '';
			return compose(['select\n\t', composeList(outputs, ',\n\t'), '\nfrom (\n', renderLayers(made, tail), '\n) s', lateral]);
		},
		renderBase: tail => baseLayer(made[0], tail),
	};
}

function renderLayers(made: readonly Layer[], tail: SqlText): SqlText {
	return made.slice(1).reduce(
		(below, { columns, joins, apart }) => {
			const added = columns.map(column => sql`,\n\t${column}`);
			const joined = joins.map(join => sql`\n${join}`);
			return compose(['select s.*', ...added, '\nfrom (\n', below, '\n) s', ...joined, apart ? '\noffset 0' : '']);
		},
		baseLayer(made[0], tail),
	);
}

function baseLayer(layer: Layer | undefined, tail: SqlText): SqlText {
	const columns = composeList(layer?.columns ?? [], ',\n\t');
	return compose(['select\n\t', columns, '\n', tail, layer?.apart ? '\noffset 0' : '']);
}

/** PostgreSQL cuts names at 63 bytes: two that are equal up to there would be one. */
function freeName(taken: Set<string>, wanted: string): string {
	const fitting = cutToBytes(wanted, 56);
	let name = fitting;
	for (let number = 2; taken.has(name); number++) name = `${fitting} ${number}`;
	taken.add(name);
	return name;
}

function cutToBytes(text: string, limit: number): string {
	let bytes = 0;
	let cut = '';
	for (const character of text) {
		const point = character.codePointAt(0) ?? 0;
		bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
		if (bytes > limit) return cut;
		cut += character;
	}
	return cut;
}
