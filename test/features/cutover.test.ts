/** What the editor knows of a cutover: hover, completion, lenses and fixes. */

import { beforeAll, describe, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { codeLenses } from '../../server/src/features/codeLens';
import { checkCompletion } from '../support/checkCompletion';
import { checkFix } from '../support/checkFix';
import { checkHover } from '../support/checkHover';
import { readFixture } from '../support/fixture';
import { openFixture } from '../support/openFixture';

beforeAll(loadSqlParser);

const cutover = `#- /spec.migration.yaml
crosswalk: 1
name: shop
source: { connection: source }
target: { connection: target }
cutover:
  starts: 2026-12-05T22:00:00+01:00
  window: 6h
  roles: { ops: Operations, dba: { name: Database team } }
  freeze: { starts: stop, ends: open }
  steps:
    stop: { do: Stop the ERP, owner: ops, duration: 30m, rollback: { do: Start it, duration: 10m } }
    mail: { do: Tell users, owner: ops, duration: 5m, rollback: { do: Tell them otherwise, duration: 5m } }
    sync: { do: Run the delta, run: sync, owner: dba, duration: 3h, after: [stop], rollback: { do: Undo, duration: 1h } }
    open: { do: Let users in, owner: ops, duration: 15m, after: [sync, mail], point_of_no_return: true }
`;

describe('hover on a step', () => {
	test('tells its times, that it is critical, and the way back', () => {
		checkHover(
			cutover.replace('    sync: {', '    sy<|>nc: {'),
			'sync: Step **sync**: Run the delta \\(dba\\) / Sat 2026\\-12\\-05 22:30 to Sun 01:30, 3 h, critical: every delay moves the end / After `stop` / From its end back takes 1 h 15 min. / Way back: Undo \\(1 h\\)',
		);
	});

	test('tells its slack, where another step names it', () => {
		checkHover(
			cutover.replace('[sync, mail]', '[sync, ma<|>il]'),
			'mail: Step **mail**: Tell users \\(ops\\) / Sat 2026\\-12\\-05 22:00 to 22:05, 5 min, slack 3 h 25 min: it may begin as late as Sun 01:25 / From its end back takes 15 min. / Way back: Tell them otherwise \\(5 min\\)',
		);
	});
});

test('hover on a check of a gate tells its latest result and how old it is', () => {
	const gated = cutover
		.replace('run: sync,', 'run: sync, gate: { reconcile: [cu<|>st], quality: [mails] },')
		.concat('mappings:\n  cust: { source: cust c, target: client, columns: { no: c.no } }\n')
		.concat('quality:\n  mails: { on: source, table: cust, rows: no is null }\n');
	const results = (isStale: boolean) => () => ({
		result: () => ({ text: '✓ 12 = 12', ageMs: 300_000, isStale }),
		entry: (id: string) => (id === 'quality//mails' ? { text: '✗ 3 rows', ageMs: 7_200_000, isStale } : undefined),
	});
	const mapping = 'cust: Mapping **cust** / cust c\n→ client / ';
	checkHover(gated, `${mapping}Latest result: ✓ 12 = 12, 5 min ago`, undefined, results(false));
	checkHover(
		gated,
		`${mapping}Latest result: ✓ 12 = 12, 5 min ago; stale: the spec or a catalog is another one since`,
		undefined,
		results(true),
	);
	const rule = gated.replace('<|>', '').replace('[mails]', '[ma<|>ils]');
	checkHover(rule, 'mails: Quality rule **mails** / Latest result: ✗ 3 rows, 2 h ago', undefined, results(false));
	const none = () => ({ result: () => undefined });
	checkHover(rule, 'mails: Quality rule **mails** / Latest result: none, it has not been run.', undefined, none);
});

describe('completion', () => {
	test('offers steps with what they do, and none that would wait for each other', () => {
		checkCompletion(cutover.replace('after: [stop]', 'after: [<|>]'), ['stop Stop the ERP', 'mail Tell users']);
	});

	test('offers all steps to the freeze', () => {
		checkCompletion(cutover.replace('starts: stop', 'starts: <|>'), [
			'stop Stop the ERP',
			'mail Tell users',
			'sync Run the delta',
			'open Let users in',
		]);
	});

	test('offers roles with who they are, commands and kinds of gates', () => {
		checkCompletion(cutover.replace('owner: dba', 'owner: <|>'), ['ops Operations', 'dba Database team']);
		checkCompletion(cutover.replace('run: sync', 'run: <|>'), ['validate', 'reconcile', 'sync', 'run', 'rollback', 'coverage']);
		checkCompletion(cutover.replace('run: sync', 'gate: { <|> }'), ['reconcile', 'quality', 'acceptance', 'coverage']);
	});
});

test('lenses tell the length, and of each step when it is', () => {
	const { facts, file } = openFixture(readFixture(cutover).files);
	const spec = { uri: 'file:///spec.migration.yaml', name: 'shop', facts, result: () => undefined };
	const lenses = codeLenses('/spec.migration.yaml', file('/spec.migration.yaml').text, [spec]).flatMap(one => one.lenses);
	expect(lenses.map(({ range, command }) => `${range.start.line + 1} ${command.title}`)).toEqual([
		'5 Timeline · 3 h 45 min of 6 h · ends Sun 01:45',
		'11 22:00 to 22:30 · critical · back 15 min',
		'12 22:00 to 22:05 · slack 3 h 25 min · back 15 min',
		'13 22:30 to Sun 01:30 · critical · back 1 h 15 min',
		'14 Sun 01:30 to Sun 01:45 · critical · point of no return',
	]);
	expect(lenses[0]?.command).toMatchObject({ command: 'crosswalk.showCutover', arguments: [{ uri: 'file:///spec.migration.yaml' }] });
});

describe('fixes', () => {
	const head = 'crosswalk: 1\nname: shop\nsource: { connection: source }\ntarget: { connection: target }\ncutover:\n';
	const steps = (stop: string, open: string) => `${head}  steps:\n    stop: { ${stop} }\n    open: { ${open} }\n`;
	const open = 'do: Open, owner: ops, point_of_no_return: true';

	test('an owner', () => {
		const before = steps('do: Stop, rollback: Start', open).replace('stop:', 'st<|>op:');
		checkFix('', before, 'Give "stop" an owner', steps('do: Stop, rollback: Start, owner: ${1:role}', open));
	});

	test('a way back, or that there is nothing to undo', () => {
		const before = steps('do: Stop, owner: ops', open).replace('stop:', 'st<|>op:');
		checkFix('', before, 'Write how "stop" is undone', steps('do: Stop, owner: ops, rollback: ${1:{ do: how, duration: 10m \\}}', open));
		checkFix(
			'',
			before,
			'There is nothing to undo of "stop"',
			steps('do: Stop, owner: ops, rollback: ${1:{ do: Nothing to undo, duration: 0m \\}}', open),
		);
	});

	test('the point of no return', () => {
		const before = steps('do: Stop, owner: ops', 'do: Open, owner: ops').replace('steps:', 'st<|>eps:');
		checkFix(
			'',
			before,
			'Make "open" the point of no return',
			steps('do: Stop, owner: ops', 'do: Open, owner: ops, point_of_no_return: ${1:true}'),
		);
	});

	test('a freeze', () => {
		const spec = steps('do: Move, owner: ops, run: sync, rollback: Empty it', open);
		checkFix(
			'',
			spec.replace('stop:', 'st<|>op:'),
			'Freeze from the first step on',
			`${spec}  freeze: \${1:{ systems: [system], starts: stop, ends: open \\}}\n`,
		);
	});
});
