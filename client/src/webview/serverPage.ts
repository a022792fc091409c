/** What the buttons of a page mean that the server made: it brings no script along. */

import type { FromPanel } from '../panel/messages';

export function messageOf(clicked: Element): FromPanel | undefined {
	const button = clicked.closest<HTMLElement>('#page .place');
	const { uri, line, refresh } = button?.dataset ?? {};
	if (refresh !== undefined) return { kind: 'refreshCatalog', connection: refresh };
	return uri === undefined ? undefined : { kind: 'open', uri, line: Number(line) };
}
