/** Who sits here, for what a person found by hand: as git calls them, or else the system. Starts no program. */

import type { Files } from './files';

/** `spec`: its file. `variable`: of the environment. Undefined when nobody says. */
export function personAt(
	files: Pick<Files, 'text' | 'folders' | 'home'>,
	spec: string,
	variable: (name: string) => string | undefined,
): string | undefined {
	const home = files.home();
	const xdg = variable('XDG_CONFIG_HOME') || `${home}/.config`;
	const configs = [...files.folders(spec).map(folder => `${folder}.git/config`), `${home}/.gitconfig`, `${xdg}/git/config`];
	for (const file of configs) {
		const name = nameIn(files.text(file) ?? '');
		if (name !== undefined) return name;
	}
	return variable('USER') || variable('USERNAME') || undefined;
}

/** `user.name`; the last one counts. https://git-scm.com/docs/git-config#_syntax */
function nameIn(config: string): string | undefined {
	let isUser = false;
	let found: string | undefined;
	for (const line of config.split(/\r?\n/)) {
		const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
		if (section !== undefined) isUser = section.trim().toLowerCase() === 'user';
		const name = isUser ? /^\s*(?:\[[^\]]*\]\s*)?name\s*=\s*("(?:[^"\\]|\\.)*"|[^#;]*)/i.exec(line)?.[1] : undefined;
		const words = name
			?.trim()
			.replace(/^"(.*)"$/, '$1')
			.replace(/\\(.)/g, '$1');
		if (words) found = words;
	}
	return found;
}
