import { beforeAll, expect, test } from 'vitest';
import { openMemo, openSpec } from '../../../server/src/core/mapping/openSpec';
import { checkAhead, checkMemo, checkSpec } from '../../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { memorySources } from '../../support/memorySources';

beforeAll(loadSqlParser);

/** More mappings than are kept. */
const names = Array.from({ length: 150 }, (_, n) => `t${n}`);

function specOf(changed?: string): string {
	const mapping = (name: string) => [
		`  # about ${name}`,
		`  ${name}:`,
		`    source: erp.${name} s`,
		`    target: app.${name}`,
		'    key: [id]',
		'    columns:',
		'      id: s.id',
		`      name: ${name === changed ? 's.b' : 's.a'} || '${name}'`,
	];
	return [
		'crosswalk: 1',
		'name: large',
		'source: { connection: a }',
		'target: { connection: b }',
		'mappings:',
		...names.flatMap(mapping),
		'',
	].join('\n');
}

function open(text: string, remembered = openMemo()) {
	return openSpec('/large.migration.yaml', memorySources(new Map([['/large.migration.yaml', text]])), { remembered }).facts;
}

test('what was let go of is read and analysed again, and is the same', () => {
	const { mappings } = open(specOf());
	const look = () => mappings.map(({ columns, mapping }) => JSON.stringify([columns, mapping.columns]));
	const first = mappings[0]?.columns;
	expect(look()).toEqual(look());
	expect(mappings[0]?.columns).not.toBe(first);
	expect(mappings[0]?.columns).toBe(mappings[0]?.columns);
});

test('the columns of the facts are those of the mapping', () => {
	for (const { columns, mapping } of open(specOf()).mappings) {
		expect(columns.every(({ written }, n) => written === mapping.columns[n])).toBe(true);
	}
});

test('after a change the mapping says what its text says, and the others what they said', () => {
	const remembered = openMemo();
	open(specOf(), remembered);
	const after = open(specOf('t70'), remembered);
	const shown = (facts: typeof after) => facts.mappings.map(({ columns }) => JSON.stringify(columns));
	expect(shown(after)).toEqual(shown(open(specOf('t70'))));
});

test('checking ahead in steps finds what checking at once finds', () => {
	const facts = open(specOf());
	const remembered = checkMemo();
	let steps = 1;
	while (!checkAhead(facts, { remembered }, 40)) steps++;
	expect(steps).toBe(4);
	expect(checkSpec(facts, { remembered })).toEqual(checkSpec(open(specOf())));
});
