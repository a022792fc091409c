/** `.crosswalk/settings.yaml`: what a team agrees on. A file that cannot be understood leaves every rule at its own severity. */

import type { Severity } from '../base/problem';
import { parseYaml } from '../yaml/parse';
import { entriesOf, oneOf, valueAt } from './read';

export type Severities = ReadonlyMap<string, Severity | 'off'>;

const words = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** The severities under `rules`, by code. */
export function parseSettings(text: string): { readonly rules: Severities } {
	const { root } = parseYaml(text);
	const rules = new Map<string, Severity | 'off'>();
	for (const { key, value } of entriesOf(root && valueAt({ node: root, block: 'settings' }, 'rules'))) {
		const severity = oneOf(value, words);
		if (severity) rules.set(key.text, severity);
	}
	return { rules };
}
