/**
 * The file is not valid YAML at this place: a quote or bracket that is never closed, a line that is indented differently from its
 * neighbours, a tab.
 *
 * **Why it matters.** What follows the fault cannot be read, so it is not checked. Rules that speak of what is missing stay silent
 * until it is mended.
 *
 * **What to do.** Mend the marked place. The message says what the parser met; the place is where the fault begins, as far as that can
 * be known.
 */

import type { ForwardingRule } from './rule';

export const yamlSyntax: ForwardingRule = {
	code: 'yaml-syntax',
	group: 'syntax and shape',
	severity: 'error',
	title: 'YAML that cannot be read',
	scope: 'finding',
	message: ({ detail }) => `${detail}`,
};
