/** How rejected rows and keys that stand for several rows are told of. */

import type { Span } from '../../base/span';
import { quoted } from './detector';
import type { About } from './groups';
import { replacedDetail } from './replaced';

interface Refusal {
	readonly column: string;
	/** `refused-value`, `missing-parent` or `parent-rejected`. */
	readonly code?: string;
	readonly span?: Span;
}

export function rejectedAbout({ column, code, span }: Refusal, value?: string): About {
	const isOne = value !== undefined;
	return {
		explanation: code ?? 'refused-value',
		...(isOne ? { isSpecific: true, detail: value, minimum: 2 } : {}),
		columns: [column],
		...(span ? { span } : {}),
		text: () => `rejected: ${column} ${reason(code, value)}`,
		suggest: () => (isOne ? rejectedSuggestion(column, code, value) : undefined),
	};
}

/** The detail of a refused value; undefined when it is NULL or long. */
export function refusedDetail(value: string | number | null): string | undefined {
	return value === null ? undefined : replacedDetail(String(value)) || undefined;
}

function reason(code: string | undefined, value: string | undefined): string {
	if (code === 'missing-parent') return value === undefined ? 'refers to no row' : `refers to ${quoted(value)}, which is no row`;
	if (code === 'parent-rejected') return value === undefined ? 'refers to a rejected row' : `refers to the rejected row ${quoted(value)}`;
	return `cannot take the value${value === undefined ? '' : ` ${quoted(value)}`}`;
}

function rejectedSuggestion(column: string, code: string | undefined, value: string): ReturnType<NonNullable<About['suggest']>> {
	if (code === 'parent-rejected') return { text: 'Nothing to do here: once the parent is mapped, these rows are, too.' };
	if (code === 'missing-parent')
		return { text: `Decide what becomes of rows without a parent: "otherwise: null" for ${column}, or "ignore: { rows }".` };
	return { text: `Decide what becomes of ${quoted(value)}: an entry in the "map", an "otherwise", or "ignore: { rows }" with the reason.` };
}

export const duplicateText = 'keys that stand for several rows';

export function duplicateAbout(source?: number, target?: number): About {
	if (source === undefined || target === undefined) return { text: () => duplicateText };
	return {
		explanation: source === target ? 'duplicate-key' : 'loaded-several-times',
		isSpecific: true,
		text: () => `${duplicateText}: ${source} in the source, ${target} in the target`,
		suggest: () => ({
			text:
				source <= 1
					? 'The rows were loaded more than once: empty the target before a load, or give it a unique key.'
					: 'The key of the mapping does not tell these rows apart: choose a key that does, or "key: none".',
		}),
	};
}
