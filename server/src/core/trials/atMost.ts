/** How many rows may break a quality rule: a number, or a share of the table. */

import { isAtMost, parseDecimal, times } from '../reconcile/decimal';

export type AtMost = { readonly kind: 'count'; readonly text: string } | { readonly kind: 'share'; readonly text: string };

/** Undefined when it is neither. */
export function parseAtMost(text: string): AtMost | undefined {
	if (/^\d+$/.test(text)) return { kind: 'count', text };
	const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
	return share !== undefined && isAtMost(decimal(share), decimal('100')) ? { kind: 'share', text } : undefined;
}

/** `of`: rows of the table; a share of unknown many is never kept to. */
export function isWithinAtMost(count: number, atMost: AtMost, of: number | undefined): boolean {
	if (atMost.kind === 'count') return isAtMost(decimal(String(count)), decimal(atMost.text));
	if (of === undefined) return count === 0;
	const share = decimal(atMost.text.replace(/\s*%$/, ''));
	return isAtMost(times(decimal(String(count)), decimal('100')), times(share, decimal(String(of))));
}

function decimal(text: string) {
	return parseDecimal(text) ?? { digits: 0n, scale: 0 };
}
