/** Which tables, columns and target columns a spec leaves out, with the reason. */

import { compilePattern, type Pattern } from '../base/pattern';
import type { Ignore } from '../spec/spec';
import type { IgnoredBy } from './facts';

/** A pattern of the top level: `schema.table` or `schema.table.column`. */
export interface TopIgnores {
	table(fullName: string): IgnoredBy | undefined;
	/** Only by a pattern with three parts. */
	column(fullTableName: string, column: string): IgnoredBy | undefined;
	/** Patterns that matched nothing that they were asked about, filled while asking: see `unused-ignore`. */
	readonly patterns: readonly CompiledIgnore[];
}

export interface CompiledIgnore {
	readonly ignore: Ignore;
	/** Of the top level: whether it names columns. */
	readonly namesColumns: boolean;
	readonly pattern: Pattern;
}

export function topIgnores(ignores: readonly Ignore[]): TopIgnores {
	const patterns = ignores.map(ignore => ({
		ignore,
		namesColumns: ignore.pattern.text.split('.').length > 2,
		pattern: compilePattern(ignore.pattern.text),
	}));
	const find = (name: string, columns: boolean) => {
		const found = patterns.find(one => one.namesColumns === columns && one.pattern.matches(name));
		return found && ignoredBy(found.ignore);
	};
	return { table: name => find(name, false), column: (table, column) => find(`${table}.${column}`, true), patterns };
}

export function ignoredBy(ignore: Ignore): IgnoredBy {
	return { reason: ignore.reason.text, span: ignore.pattern.span };
}

/** The first of a mapping's own ignores that matches. */
export function findIgnore(ignores: readonly Ignore[], name: string): IgnoredBy | undefined {
	const found = ignores.find(ignore => compilePattern(ignore.pattern.text).matches(name));
	return found && ignoredBy(found);
}
