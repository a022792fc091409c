/**
 * `${env:NAME}` in `.crosswalk/connections.yaml`, where no such environment variable is set.
 *
 * **Why it matters.** The connection cannot be opened from here. Checks that need no database are not affected.
 *
 * **What to do.** Set the variable before you start the editor or the command line.
 */

import type { SpecRule } from './rule';

export const unsetVariable: SpecRule = {
	code: 'unset-variable',
	group: 'connections',
	severity: 'information',
	title: 'An environment variable that is not set',
	scope: 'spec',
	message: ({ variable, connection }) =>
		`The environment variable "${variable}" is not set, so "${connection}" cannot be opened from here; set it before you connect`,
	check({ connections, isSet }, report) {
		if (!isSet) return;
		for (const entry of connections?.entries ?? []) {
			for (const text of [entry.url, entry.host, entry.port, entry.database, entry.user, entry.password, entry.ca]) {
				for (const [, variable = ''] of text?.text.matchAll(/\$\{env:([^}]+)\}/g) ?? []) {
					if (text && !isSet(variable)) report(text.span, { variable, connection: entry.name.text });
				}
			}
		}
	},
};
