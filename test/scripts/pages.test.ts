/** Every link of the pages for users leads somewhere: to a file of the project, and to a heading in it. */

import path from 'node:path';
import { expect, test } from 'vitest';

import { has, namesIn, textOf } from '../support/project';

const pages = [
	'README.md',
	'CONTRIBUTING.md',
	...namesIn('docs')
		.filter(name => name.endsWith('.md'))
		.map(name => `docs/${name}`),
];

test.each(pages)('%s: every link leads somewhere', page => {
	const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
	expect(links.filter(link => !leads(page, link))).toEqual([]);
});

function leads(page: string, link: string): boolean {
	const [file = '', heading] = link.split('#');
	const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
	return has(target) && (heading === undefined || anchorsIn(target).includes(heading));
}

/** As GitHub names them. */
function anchorsIn(page: string): readonly string[] {
	return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}
