/** The values that a column may hold, when its type or a check lists them. */

import type { Column, Table } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import { readValueList } from '../sql/valueList';
import { labelsOf } from './compatibility';

export interface AllowedValues {
	readonly values: readonly string[];
	/** What lists them, for a message: `the enum app.status`, `the check orders_status_check`. */
	readonly by: string;
}

/** Undefined when nothing limits them to a list. NULL is no matter of it. */
export function allowedValues(table: Table | undefined, column: Column, catalog: CatalogLookup | undefined): AllowedValues | undefined {
	const labels = labelsOf(column.type, catalog);
	if (labels) return { values: labels, by: `the enum "${column.type}"` };
	const user = catalog?.type(column.type);
	const checks = [
		...(table?.checks ?? []).map(check => ({ ...check, column: column.name })),
		...(user?.kind === 'domain' && !column.type.endsWith('[]') ? user.checks.map(check => ({ ...check, column: 'value' })) : []),
	];
	for (const check of checks) {
		const list = check.notValid ? undefined : listOf(check.expression);
		if (list?.column.toLowerCase() === check.column) return { values: list.values, by: `the check "${check.name}"` };
	}
	return undefined;
}

/** A catalog holds a check with or without its keyword. */
function listOf(expression: string) {
	const condition = /^\s*check\s*(\(.*\))\s*$/is.exec(expression)?.[1] ?? expression;
	return readValueList(condition);
}
