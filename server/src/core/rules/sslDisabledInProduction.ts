/**
 * A connection with `environment: production` and `ssl: disable`.
 *
 * **Why it matters.** Passwords and personal data would cross the network in the clear.
 *
 * **What to do.** Use `ssl: verify-full` with the server's certificate authority (`ca:`), or at least `require`.
 */

import type { SpecRule } from './rule';

export const sslDisabledInProduction: SpecRule = {
	code: 'ssl-disabled-in-production',
	group: 'connections',
	severity: 'warning',
	title: 'No encryption in production',
	scope: 'spec',
	message: ({ connection }) =>
		`"${connection}" is a production connection without encryption: data and passwords cross the network in the clear; use ssl: verify-full`,
	check({ connections }, report) {
		for (const { name, ssl, environment } of connections?.entries ?? []) {
			if (ssl?.text === 'disable' && environment?.text === 'production') report(ssl.span, { connection: name.text });
		}
	},
};
