/** Tells a statement that Crosswalk itself wrote wrongly from one that the user's SQL, the schema or the data made fail. */

import type { Span } from '../core/base/span';
import type { DatabaseFailure } from '../engines/engine';

/**
 * What only the shape of a statement can cause (PostgreSQL 18 manual, appendix A): syntax, ambiguous columns and aliases, grouping, windows,
 * ORDER BY, recursion. What types, names, privileges and values cause is the user's to mend.
 */
const ofShape: ReadonlySet<string> = new Set(['42601', '42702', '42712', '42803', '42P20', '42P10', '42P19']);

/** `span`: the user's characters at which the server points. */
export function isOwnFault({ kind, detail }: DatabaseFailure, span: Span | undefined): boolean {
	return kind === 'query' && span === undefined && detail?.position !== undefined && ofShape.has(detail.code ?? '');
}
