/** How a column is described in a line. */

import type { Column, Table } from '../../core/catalog/catalog';

/** `numeric(12,2) not null`. */
export function typeWords(column: Pick<Column, 'nullable'> & { readonly type?: string }): string {
	return `${column.type ?? 'unknown'}${column.nullable ? '' : ' not null'}`;
}

/** Whether a row without a value for it is refused. */
export function isRequired(column: Column): boolean {
	return !column.nullable && column.default === undefined && !isMade(column);
}

/** Whether the database makes its value. */
export function isMade(column: Column): boolean {
	return column.identity !== undefined || column.generated !== undefined;
}

/** Key, foreign key, default, and who makes its values; in the order in which a reader asks. */
export function traitsOf(table: Table, column: Column): readonly string[] {
	const references = table.foreignKeys.flatMap(key => {
		const index = key.columns.indexOf(column.name);
		const { schema, table: parent, columns } = key.references;
		return index < 0 ? [] : [`references ${schema}.${parent}(${columns[index]})`];
	});
	return [
		...(table.primaryKey?.columns.includes(column.name) ? ['primary key'] : []),
		...(table.uniqueKeys.some(key => key.columns.length === 1 && key.columns[0] === column.name && !key.where) ? ['unique'] : []),
		...references,
		...(column.default === undefined ? [] : [`default ${column.default}`]),
		...(column.identity === undefined ? [] : [`identity ${column.identity.replace('-', ' ')}`]),
		...(column.generated === undefined ? [] : [`generated as (${column.generated})`]),
	];
}
