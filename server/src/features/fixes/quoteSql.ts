/** Puts SQL in quotes that YAML cuts off. */

import type { Fix, FixContext } from './fix';

export function quoteSql({ problem, place }: FixContext): readonly Fix[] {
	const sql = problem.code === 'sql-cut-by-yaml' ? problem.data?.sql : undefined;
	if (typeof sql !== 'string') return [];
	const newText = /["\\]/.test(sql) ? `'${sql.replaceAll("'", "''")}'` : `"${sql}"`;
	return [{ title: 'Put the SQL in quotes', isPreferred: true, isOnlyWay: true, edit: { ...place, newText } }];
}
