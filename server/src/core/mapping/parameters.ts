/** Parameters as typed SQL literals: never text that becomes SQL. */

import type { Parameter } from '../spec/spec';
import { quoteLiteral } from '../sql/quote';

/** Parameter name to literal; the first one wins when a name stands twice. */
export function parameterLiterals(parameters: readonly Parameter[]): ReadonlyMap<string, string> {
	const literals = new Map<string, string>();
	for (const { name, value } of parameters) if (!literals.has(name.text)) literals.set(name.text, literalOf(value.text, value.quoted));
	return literals;
}

/** A plain scalar gets the type that YAML's core schema or its ISO form gives it; a quoted one is text of unknown type, as in SQL. */
function literalOf(text: string | null, quoted: boolean): string {
	if (text === null) return 'NULL';
	if (quoted) return quoteLiteral(text);
	if (/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return /^[-+]/.test(text) ? `(${text})` : text;
	if (/^(true|false)$/i.test(text)) return text.toLowerCase();
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `date ${quoteLiteral(text)}`;
	if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)) return `timestamp ${quoteLiteral(text)}`;
	if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}(:?\d{2})?)$/.test(text)) return `timestamptz ${quoteLiteral(text)}`;
	return quoteLiteral(text);
}
