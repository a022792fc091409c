/** Asks axe-core about the page of the panel as it is on screen. */

import axe from 'axe-core';

import type { Window } from './window';

/** What breaks its rules, each with the elements that do; all of its rules count. */
export async function violations({ page }: Window): Promise<readonly string[]> {
	for (const frame of page.frames()) {
		if ((await frame.locator('#root[data-spec]').count()) === 0) continue;
		await frame.evaluate(`${axe.source}; undefined`);
		const found = await frame.evaluate(() => (globalThis as unknown as { readonly axe: typeof axe }).axe.run('#root'));
		return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join('; ')}`);
	}
	throw new Error('There is no page of a panel');
}
