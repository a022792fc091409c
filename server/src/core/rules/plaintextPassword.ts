/**
 * A password written out in `.crosswalk/connections.yaml`, by itself or within a `url`.
 *
 * **Why it matters.** The file is meant to be committed, and a password in a repository is known to everyone who ever clones it.
 *
 * **What to do.** Write `${env:NAME}`, or leave it out: the editor's secret storage and `~/.pgpass` are asked then. Change the password.
 */

import type { SpecRule } from './rule';

export const plaintextPassword: SpecRule = {
	code: 'plaintext-password',
	group: 'connections',
	severity: 'error',
	title: 'A password in a file',
	scope: 'spec',
	message: ({ connection }) =>
		`The password of "${connection}" stands here for everyone who reads this file; write \${env:NAME}, or leave it to the secret storage, and change the password`,
	check({ connections }, report) {
		for (const { name, password, url } of connections?.entries ?? []) {
			if (password && !isVariable(password.text)) report(password.span, { connection: name.text }, { data: { connection: name.text } });
			if (url && holdsPassword(url.text)) report(url.span, { connection: name.text }, { data: { connection: name.text } });
		}
	},
};

function isVariable(text: string): boolean {
	return /^\$\{env:[^}]+\}$/.test(text);
}

/** `user:password@` or `?password=` (libpq URIs, PostgreSQL manual, 34.1.1.2), where the password is no variable. */
function holdsPassword(url: string): boolean {
	const authority = /^\w+:\/\/[^/@]*?:([^@]+)@/.exec(url)?.[1];
	const parameter = /[?&]password=([^&]+)/.exec(url)?.[1];
	return [authority, parameter].some(password => password !== undefined && !isVariable(password));
}
