/** SQL as template text: `sql\`trim(${value})\`` puts statements together and keeps where each part came from. Quotes nothing by itself. */

import { compose, type SqlText } from './composed';
import type { SqlSource } from './source';

export type SqlPart = string | SqlSource | SqlText;

export function sql(strings: TemplateStringsArray, ...parts: readonly SqlPart[]): SqlText {
	return compose(strings.flatMap((text, index) => [text, ...parts.slice(index, index + 1)]));
}

/** A statement of our own words. */
export function plainSql(text: string): SqlText {
	return compose([text]);
}
