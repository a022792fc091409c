/** What the types of expressions are told from: what one walk found, and the user's names. */

import type { Reading } from './reading';
import type { TypeContext } from './types/typeOf';

export function typeContext({ columns, queries, names }: Reading): TypeContext {
	return {
		column: ref => columns.get(ref),
		query: select => queries.get(select)?.columns,
		users: written => {
			const dot = written.indexOf('.');
			return dot < 0 ? undefined : names.type?.(unquoted(written.slice(0, dot)), unquoted(written.slice(dot + 1)));
		},
		calls: (schema, name) => names.signatures?.(schema, name),
		hasOperator: name => names.operators?.(name) !== undefined,
		userType: (schema, name) => names.type?.(schema, name)?.name,
	};
}

function unquoted(name: string): string {
	return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
