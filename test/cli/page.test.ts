/** `docs/cli.md` against the commands themselves: usage, options, choices, and examples of JSON in the published shape. */

import type { Command } from 'commander';
import { expect, test } from 'vitest';

import { programFor } from '../../server/src/cli/main';
import type { World } from '../../server/src/cli/world';
import { faultsOf } from '../support/judge';
import { textOf } from '../support/project';

const page = textOf('docs/cli.md');
const program = programFor({ stdout: { write: () => {} }, stderr: { write: () => {} } } as unknown as World, '1.2.3', () => {});
const commands = leavesOf(program, '');
const sections = new Map(page.split(/^## /m).map(section => [section.split('\n')[0] ?? '', section]));

function leavesOf(command: Command, before: string): readonly (readonly [name: string, command: Command])[] {
	const name = `${before}${command.name()}`;
	return command.commands.length === 0 ? [[name, command]] : command.commands.flatMap(one => leavesOf(one, `${name} `));
}

/** The rows of the table of options: the first cell and the second. */
function optionsIn(section: string): ReadonlyMap<string, string> {
	return new Map([...section.matchAll(/^\| `(-[^`]+)` \| (.*) \|$/gm)].map(([, flags = '', text = '']) => [flags, text]));
}

test('every command has its section, and every section its command', () => {
	const titles = [...sections.keys()].filter(title => title.startsWith('crosswalk '));
	expect(titles).toEqual(commands.map(([name]) => name));
});

test.each(commands)('%s: the usage and the example are what its help says', (name, command) => {
	const section = sections.get(name) ?? '';
	expect(section).toContain(`\nUsage: \`${name} ${command.usage()}\``);
	const [, example] = /Example: (.*)/.exec(helpOf(command)) ?? [];
	expect(section).toContain(`\n${example}\n`);
});

test.each(commands)('%s: every option is described, with its choices, and no other', (name, command) => {
	const described = optionsIn(sections.get(name) ?? '');
	expect([...described.keys()]).toEqual(command.options.map(option => option.flags));
	for (const { flags, argChoices = [] } of command.options) {
		expect(argChoices.filter(choice => !described.get(flags)?.includes(`\`${choice}\``))).toEqual([]);
	}
});

test('the options of crosswalk itself are on the page', () => {
	for (const { long } of program.options.filter(option => option.long !== '--version')) expect(page).toContain(`\`${long}\``);
});

const examples = [...sections].flatMap(([title, section]) =>
	[...section.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json = '']) => [title, json] as const),
);

test('every command with JSON shows it', () => {
	const withJson = commands.filter(([, { options }]) => options.some(option => option.argChoices?.includes('json')));
	expect(examples.map(([title]) => title)).toEqual(withJson.map(([name]) => name));
});

test.each(examples)('the JSON of %s has the published shape, and is told from the others', (_, json) => {
	expect(faultsOf('report#', JSON.parse(json))).toBe('');
});

function helpOf(command: Command): string {
	let text = '';
	command.configureOutput({
		writeOut: part => {
			text += part;
		},
	});
	command.outputHelp();
	return text;
}
