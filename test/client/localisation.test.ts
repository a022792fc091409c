/** Whatever the extension says has a German wording, and nothing is translated that is not said. */

import { expect, test } from 'vitest';

import { filesBelow, textOf } from '../support/project';

const english: Readonly<Record<string, string>> = JSON.parse(textOf('package.nls.json'));
const german: Readonly<Record<string, string>> = JSON.parse(textOf('package.nls.de.json'));
const bundle: Readonly<Record<string, string>> = JSON.parse(textOf('l10n/bundle.l10n.de.json'));

/** What stands in brackets or braces is no word. */
function fixedParts(text: string): readonly string[] {
	return [...text.matchAll(/\{\d\}|\$\(\w+\)|\(command:[\w.]+\)|`[^`]+`/g)].map(([part]) => part).sort();
}

test('package.json names texts that are there, and all of them', () => {
	const named = [...textOf('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
	expect([...new Set(named)].sort()).toEqual(Object.keys(english).sort());
	expect(Object.keys(german)).toEqual(Object.keys(english));
});

test('no title of a command and no description of a setting stands in package.json itself', () => {
	const { contributes } = JSON.parse(textOf('package.json'));
	const texts = [
		...contributes.commands.map(({ title }: { title: string }) => title),
		...contributes.configuration.flatMap((section: { title: string; properties: Record<string, { markdownDescription: string }> }) => [
			section.title,
			...Object.values(section.properties).map(one => one.markdownDescription),
		]),
	];
	expect(texts.filter(text => !/^%[\w.]+%$/.test(text))).toEqual([]);
});

test('messages of the client are translated, each by its English text', () => {
	const said = filesBelow('client/src').flatMap(file =>
		[...textOf(file).matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map(([, single, double]) =>
			(single ?? double ?? '').replace(/\\(['"])/g, '$1'),
		),
	);
	expect(Object.keys(bundle).sort()).toEqual([...new Set(said)].sort());
});

test.each([...Object.entries(german).map(([key, text]) => [english[key] ?? '', text]), ...Object.entries(bundle)])(
	'%s: values, commands and code are kept',
	(original, translated) => expect(fixedParts(translated)).toEqual(fixedParts(original)),
);
