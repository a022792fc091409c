import path from 'node:path';
import { expect, test } from 'vitest';

import { rulePages } from '../../scripts/rulePages';
import { namesIn, textOf } from '../support/project';

const pages = rulePages(path.resolve(import.meta.dirname, '../..'));

test('docs/rules holds a page for each rule and nothing else', () => {
	expect(namesIn('docs/rules')).toEqual([...pages.keys()].sort());
});

test.each([...pages.keys()])('%s is what npm run rules:docs writes', name => {
	expect(textOf(`docs/rules/${name}`)).toBe(pages.get(name));
});

test('every page says why it matters and what to do', () => {
	const incomplete = [...pages].filter(
		([name, text]) => name !== 'README.md' && !(text.includes('**Why it matters.**') && text.includes('**What to do.**')),
	);
	expect(incomplete.map(([name]) => name)).toEqual([]);
});
