/** What the demo shows, in order: each command with why it is worth looking at, and how it must end. */

import { withoutColors } from './stage';

export interface Step {
	readonly title: string;
	readonly why: string;
	readonly args: readonly string[];
	/** The exit code that proves the point. */
	readonly code: number;
	/** Leaves out what would fill a screen. */
	shorten?(output: string): string;
}

const spec = 'legacy-erp.migration.yaml';

export const steps: readonly Step[] = [
	{
		title: 'Read both schemas',
		why: 'Catalogs are files to be committed: from here on, the editor and CI need no database.',
		args: ['introspect', '--all'],
		code: 0,
	},
	{
		title: 'Check the spec',
		why: 'YAML, SQL, names, types, keys and coverage, from the committed catalogs.',
		args: ['validate', spec],
		code: 0,
	},
	{
		title: 'Check a spec with some forty mistakes',
		why: 'Each one at the exact characters, with why it matters and what to do. The editor shows the same while typing.',
		args: ['validate', 'broken.migration.yaml'],
		code: 1,
		shorten: output => firstBlocks(output, 12),
	},
	{
		title: 'Let both servers look at every SELECT, and at the data',
		why: 'Functions, casts and types are as they will be; and rows that will not fit are counted on the source before one moves.',
		args: ['validate', '--live', spec],
		code: 1,
	},
	{
		title: 'Ask what nobody decided about',
		why: 'Every table and column of both sides is mapped, or left out for a reason that stands in the spec.',
		args: ['coverage', spec],
		code: 0,
		shorten: output => output.replace(/\n[^\n]*Left out, and why[\s\S]*$/, '\n'),
	},
	{
		title: 'Reconcile source and target',
		why: 'Two servers, a snapshot of each, every row and every column; exit code 1 until nothing differs.',
		args: ['reconcile', spec],
		code: 1,
		shorten: firstExamples,
	},
];

/** The first problems of `validate`, how many follow, and the sum. */
function firstBlocks(output: string, count: number): string {
	const blocks = output.trimEnd().split(/\n\n/);
	const sum = blocks.pop() ?? '';
	const rest = blocks.length - count;
	return [...blocks.slice(0, count), ...(rest > 0 ? [`… and ${rest} more`] : []), sum].join('\n\n');
}

/** One example of each kind of difference, and what to do about it. */
function firstExamples(output: string): string {
	const isKind = (line: string) => /^ +[\d,]+ {2}\S/.test(line);
	const isExample = (line: string) => /^ {6} *[^ →]/.test(line) && !isKind(line);
	const lines = output.split('\n');
	const plain = lines.map(withoutColors);
	return lines.filter((_, index) => !(isExample(plain[index] ?? '') && isExample(plain[index - 1] ?? ''))).join('\n');
}
