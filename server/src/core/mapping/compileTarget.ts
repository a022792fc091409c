/**
 * The target's side of a comparison: the mapped columns of the target table as they are compared. A lookup column is followed to the table
 * that it refers to, and that mapping's key stands in its place. What leads nowhere is named in `$dangling`, as a JSON object of column and
 * value.
 */

import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import type { SqlText } from '../sql/composed';
import { compose, composeList } from '../sql/composed';
import { isIntegerType } from '../sql/dialects/canonicalText';
import { comparable } from '../sql/dialects/postgres';
import { quoteIdentifier, quoteLiteral, quoteName } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { type CompileOptions, PLACE, type PlannedColumn } from './compileOptions';
import type { MappingFacts } from './facts';
import type { LookupJoin } from './keyLeaves';

export function compileTarget(mapping: MappingFacts, compared: readonly PlannedColumn[], options: CompileOptions): SqlText {
	const { table } = mapping;
	if (!table) throw new Error(`The target table is not known: ${mapping.name}`);
	const joins = new Map<string, { readonly alias: string; readonly join: LookupJoin; readonly parent: string; readonly top: string }>();
	const aliasOf = (path: readonly LookupJoin[]): string => {
		const last = path.at(-1);
		if (!last) return 't';
		const key = JSON.stringify(path.map(join => [join.column, fullName(join.table), join.take]));
		const known = joins.get(key);
		if (known) return known.alias;
		const parent = aliasOf(path.slice(0, -1));
		const alias = `t${joins.size + 1}`;
		joins.set(key, { alias, join: last, parent, top: path.length === 1 ? last.column : '' });
		return alias;
	};
	const outputs = compared.flatMap(({ leaf, name }) => {
		if (!leaf) return [];
		const value = plainSql(`${aliasOf(leaf.joins)}.${quoteIdentifier(leaf.column)}`);
		const made = comparable(value, leaf.declaredType, leaf.type, options.targetVersion);
		return [sql`${made.value} as ${quoteIdentifier(name)}`];
	});
	const from = [...joins.values()].map(({ alias, join, parent }) => {
		const on = `${alias}.${quoteIdentifier(join.take)} = ${parent}.${quoteIdentifier(join.column)}`;
		return `\nleft join ${quoteName(join.table.schema, join.table.name)} ${alias} on ${on}`;
	});
	const dangling = sql`${danglingOf(table, [...joins.values()])} as ${quoteIdentifier('$dangling')}`;
	const place = table.kind === 'table' ? [plainSql(`t.ctid as ${quoteIdentifier(PLACE)}`)] : [];
	return compose([
		'select\n\t',
		composeList([...outputs, dangling, ...place], ',\n\t'),
		`\nfrom ${quoteName(table.schema, table.name)} t`,
		...from,
	]);
}

/** Only the table's own columns: what dangles further on is a difference of that table. */
function danglingOf(table: Table, joins: readonly { readonly alias: string; readonly join: LookupJoin; readonly top: string }[]): SqlText {
	const own = joins.filter(({ top }) => top !== '');
	if (own.length === 0) return plainSql('null::text');
	const conditions = own.map(({ alias, join }) => ({
		join,
		when: `t.${quoteIdentifier(join.column)} is not null and ${alias}.${quoteIdentifier(join.take)} is null`,
	}));
	const parts = conditions.map(({ join, when }) => {
		return `${quoteLiteral(join.column)}, case when ${when} then ${shownInJson(table, join.column)} end`;
	});
	const any = conditions.map(({ when }) => `(${when})`).join(' or ');
	return plainSql(`case when ${any} then json_strip_nulls(json_build_object(${parts.join(', ')}))::text end`);
}

/** A value as JSON that every reader of JSON takes for what it is: a number only when a double holds it exactly. */
function shownInJson(table: Table, name: string): string {
	const column = `t.${quoteIdentifier(name)}`;
	const text = `to_json(${column}::text)`;
	if (!isIntegerType(columnOf(table, name)?.type ?? '')) return text;
	return `case when ${column} between -9007199254740991 and 9007199254740991 then to_json(${column}) else ${text} end`;
}
