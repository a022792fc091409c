/** Suggestions as code actions: what is offered where, what writing it makes of the text, and that nothing is wrong with that. */

import { beforeAll, describe, expect, test } from 'vitest';
import { linesOf } from '../../server/src/core/base/lines';
import type { ProfileOf } from '../../server/src/core/profile/profile';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { suggestionActions } from '../../server/src/features/suggestions';
import { readFixture } from '../support/fixture';
import { openFixture } from '../support/openFixture';
import { allValues, profilesOf, type ToldColumn, tableProfile } from '../support/profiles';

beforeAll(loadSqlParser);

const head = `
#- /source.catalog
cust(no bigint pk, code text, mail varchar(300), state text, vat numeric(12,2), parent bigint, kind text)
#- /target.catalog
enum status: active, inactive, gone
client(no bigint pk, code text unique not null, mail varchar(100), state status not null, vat numeric(12,2) not null, parent bigint, kind text)
#- /spec.migration.yaml
crosswalk: 1
name: shop
source: { connection: source, schemas: [public] }
target: { connection: target, schemas: [public] }
`;

const spec = `${head}mappings:
  cli<|>ents:
    source: cust c
    target: client
    key: [no]
    copy: [kind]
    columns:
      no: c.no
      code: c.code
      mail: { source: c.mail, transform: [trim] }
      state: c.state
      vat: c.vat
      parent: { lookup: clients, by: c.parent }
`;

const columns: readonly ToldColumn[] = [
	{ name: 'no', type: 'bigint', min: '1', max: '1000' },
	{ name: 'code', type: 'text', distinct: { count: 1000, method: 'exact' }, shapes: { ...allValues({ 'AA-9.9': 1000 }) } },
	{ name: 'mail', type: 'character varying(300)', nulls: 3, length: { min: 5, average: 20, max: 61 } },
	{ name: 'state', type: 'text', values: allValues({ A: 900, I: 60, '?': 40 }), distinct: { count: 3, method: 'exact' } },
	{ name: 'vat', type: 'numeric(12,2)', nulls: 10, min: '0.50', max: '99.00' },
	{ name: 'parent', type: 'bigint', orphans: [{ mapping: 'clients', targetColumn: 'parent', lookup: 'clients', rows: 2, values: 1 }] },
	{ name: 'kind', type: 'text', values: allValues({ B: 500, P: 500 }), distinct: { count: 2, method: 'exact' } },
];
const profiles = (rows = 1000, told = columns): ProfileOf => profilesOf(tableProfile('public.cust', rows, told));

function actionsAt(source: string, known: ProfileOf) {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('no cursor');
	const opened = openFixture(files);
	const actions = suggestionActions(opened.facts, known, cursor.path, cursor.offset, cursor.offset, { uriOf: file => file });
	const { text } = opened.file(cursor.path);
	return { actions, text, files, problems: opened.problems.map(({ code, message }) => `${code}: ${message}`) };
}

function titles(source: string, known = profiles()): readonly string[] {
	return actionsAt(source, known).actions.map(({ title }) => title);
}

/** The lines that choosing the action makes other, with no problem more than before. */
function chosen(source: string, beginning: string, known = profiles()): string {
	const { actions, text, files, problems } = actionsAt(source, known);
	const action = actions.find(({ title }) => title.startsWith(beginning));
	const [edit] = action && 'changes' in action.edit ? (action.edit.changes['/spec.migration.yaml'] ?? []) : [];
	if (!edit) throw new Error(`"${beginning}" is not offered: ${actions.map(({ title }) => title).join(', ')}`);
	const lines = linesOf(text);
	const after = text.slice(0, lines.offsetAt(edit.range.start)) + edit.newText + text.slice(lines.offsetAt(edit.range.end));
	const opened = openFixture(new Map([...files, ['/spec.migration.yaml', after]]));
	expect(opened.problems.map(({ code, message }) => `${code}: ${message}`).filter(one => !problems.includes(one))).toEqual([]);
	const before = new Set(text.split('\n'));
	return after
		.split('\n')
		.filter(line => !before.has(line))
		.join('\n');
}

test('all of a mapping on its name, each with its evidence', () => {
	expect(titles(spec)).toEqual([
		'Require that "code" is filled (0 of 1,000 rows are null, and "code" of the target refuses NULL)',
		'Require that "code" is unique (1000 different values in 1,000 rows, and "code" of the target is unique)',
		'Require that "code" looks like AA-9.9 (all 1,000 values of 1,000 rows do)',
		'Require that "mail" has at most 100 characters (the longest of 1,000 rows is 61, and "mail" of the target takes 100)',
		`Map 2 values of "state" to those of "state" (3 frequent values in 1,000 rows; no value of the target begins like '?')`,
		'Require that "state" is filled (0 of 1,000 rows are null, and "state" of the target refuses NULL)',
		`Require that "state" is one of 3 values (1,000 rows hold no others: 'A', 'I', '?')`,
		'Write 0 where "vat" is null (10 of 1,000 rows are null, and "vat" of the target refuses NULL)',
		'Require that "vat" is not negative (the least of 1,000 rows is 0.50)',
		`Require that "kind" is one of 2 values (1,000 rows hold no others: 'B', 'P')`,
		'Require that "parent" has its partner in "clients" (2 of 1,000 rows have none: 1 values that somebody has to mend)',
		'Reconcile the sum of "vat" by "state" (it is an amount in 1,000 rows, from 0.50 to 99.00, and no check adds it up)',
	]);
});

test('those of a column on its line, none elsewhere, none without a profile', () => {
	const at = (line: string) => titles(spec.replace('cli<|>ents:', 'clients:').replace(line, `${line}<|>`));
	expect(at('      no: c.no')).toEqual([]);
	expect(at('      vat: c.v').map(title => title.slice(0, 20))).toEqual([
		'Write 0 where "vat" ',
		'Require that "vat" i',
		'Reconcile the sum of',
	]);
	expect(at('    target: client')).toEqual([]);
	expect(titles(spec, () => undefined)).toEqual([]);
});

test('quality rules of all mappings on the word', () => {
	const known = `${head}quality:<|>\n  there: { on: source, table: cust, rows: code is not null }\n${spec.slice(head.length).replace('<|>', '')}`;
	expect(titles(known).every(title => title.startsWith('Require that'))).toBe(true);
	// The first one is there under another name.
	expect(titles(known)).toHaveLength(8);
});

describe('what is written', () => {
	test('a rule at the top', () => {
		expect(chosen(spec, 'Require that "code" is filled')).toBe(
			`quality:\n  public.cust.code is filled: { on: source, table: 'public.cust', rows: 'code is not null' }`,
		);
		expect(chosen(spec, 'Require that "code" is unique')).toContain(
			`query: 'select code, count(*) from public.cust where code is not null group by code having count(*) > 1' }`,
		);
		expect(chosen(spec, 'Require that "code" looks')).toContain(`rows: 'code is null or code ~ ''^[A-Z]{2}-[0-9][.][0-9]$''' }`);
		expect(chosen(spec, 'Require that "mail"')).toContain(`rows: 'mail is null or char_length(mail) <= 100' }`);
		expect(chosen(spec, 'Require that "state" is one')).toContain(`rows: 'state is null or state in (''A'', ''I'', ''?'')' }`);
		expect(chosen(spec, 'Require that "parent"')).toContain(
			`query: 'select by1 from (select c.parent as by1 from public.cust as c) as crosswalk_rows where by1 is not null and not exists (select from cust c where c.no = crosswalk_rows.by1)' }`,
		);
	});

	test('keys of a column, whose expression moves into braces', () => {
		expect(chosen(spec, 'Map 2 values')).toBe('      state: { source: c.state, map: { A: active, I: inactive } }');
		expect(chosen(spec, 'Write 0')).toBe('      vat: { source: c.vat, null_to: 0 }');
		expect(chosen(spec.replace('vat: c.vat', 'vat: { source: c.vat }'), 'Write 0')).toBe('      vat: { source: c.vat, null_to: 0 }');
		expect(
			chosen(
				spec.replace('vat: c.vat', 'vat: coalesce(c.vat, c.vat)').replace('<|>', '').replace('coalesce(c', 'coal<|>esce(c'),
				'Write 0',
			),
		).toBe(`      vat: { source: 'coalesce(c.vat, c.vat)', null_to: 0 }`);
	});

	test('a copied column gets a line of its own', () => {
		const copied = spec.replace('copy: [kind]', 'copy: [kind, "va*"]').replace('      vat: c.vat\n', '');
		expect(chosen(copied, 'Write 0')).toBe('      vat: { source: c.vat, null_to: 0 }');
	});

	test('a check beside the others, in either style', () => {
		expect(chosen(spec, 'Reconcile')).toBe('    reconcile:\n      checks: [count, rows, { sum: vat, by: state }]');
		expect(chosen(`${spec}    reconcile: { checks: [count] }\n`, 'Reconcile')).toBe(
			'    reconcile: { checks: [count, { sum: vat, by: state }] }',
		);
		expect(chosen(`${spec}    reconcile:\n      checks:\n        - count\n        - rows\n`, 'Reconcile')).toBe(
			'        - { sum: vat, by: state }',
		);
	});
});

describe('what is not suggested', () => {
	test('a list or a shape of few rows, or of a sample', () => {
		const few = columns.map(one => (one.name === 'kind' ? { ...one, values: allValues({ B: 5, P: 5 }) } : one));
		expect(titles(spec, profiles(10, few)).join()).not.toContain('"kind"');
		const sampled = columns.map(one => (one.values ? { ...one, values: { ...one.values, isExact: false, isComplete: false } } : one));
		expect(titles(spec, profiles(1000, sampled)).join()).not.toContain('one of');
	});

	test('what people wrote is no list of codes', () => {
		const written = columns.map(one => (one.name === 'kind' ? { ...one, values: allValues({ 'please call': 500, B: 500 }) } : one));
		expect(titles(spec, profiles(1000, written)).join()).not.toContain('"kind"');
	});

	test('what the source guarantees already', () => {
		const sure = spec.replace('code text, mail', 'code text not null unique, mail');
		expect(titles(sure).filter(title => title.includes('"code" is'))).toEqual([]);
	});

	test('anything about a column that had another type when it was profiled', () => {
		const other = columns.map(one => ({ ...one, type: 'date' }));
		expect(titles(spec, profiles(1000, other)).filter(title => !title.includes('partner'))).toEqual([]);
	});
});
