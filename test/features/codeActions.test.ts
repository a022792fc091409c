/** Quick fixes: what each makes of the spec, and that the problem is gone then. */

import { beforeAll, describe, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkFix, fixAllOf, fixTitles } from '../support/checkFix';

beforeAll(loadSqlParser);

const catalogs = `#- /source.catalog
erp.cust(no bigint pk, name text not null, email text, "OrderDay" date)
erp.tmp(x int)
#- /target.catalog
app.customers(no bigint pk, name text not null, email text, note text)
app.log(x int)`;

const top = 'crosswalk: 1\nname: t\nsource: { connection: source, schemas: [erp] }\ntarget: { connection: target, schemas: [app] }\n';
const mapping = (text: string) => `${top}mappings:\n  customers:\n${text}`;
const body = '    source: erp.cust c\n    target: app.customers\n    columns:\n      no: c.no\n';

describe('nearest names', () => {
	const check = (before: string, title: string, after: string) => checkFix(catalogs, mapping(before), title, mapping(after));
	test('of keys', () => check(`${body}    dele<|>te: none\n`, 'Change to "deletes"', `${body}    deletes: none\n`));
	test('of columns in SQL', () => check(`${body}      name: c.nam<|>ee\n`, 'Change to "name"', `${body}      name: c.name\n`));
	test('of columns that need quotes', () =>
		check(`${body}      note: c.order<|>day\n`, 'Change to "OrderDay"', `${body}      note: c."OrderDay"\n`));
	test('within quotes', () =>
		check(
			'    source: erp.cust\n    target: "app.customer<|>"\n',
			'Change to "app.customers"',
			'    source: erp.cust\n    target: "app.customers"\n',
		));
	test('of transforms', () =>
		check(
			`${body}      name: { source: c.name, transform: [trimm<|>] }\n`,
			'Change to "trim"',
			`${body}      name: { source: c.name, transform: [trim] }\n`,
		));
	test('quotes that YAML took away', () =>
		check(`${body}      note: "Order<|>Day"\n`, `Quote twice: '"OrderDay"'`, `${body}      note: '"OrderDay"'\n`));
});

describe('SQL cut by YAML', () => {
	test.each([
		['      name: { source: coalesce(c.na<|>me, c.email) }\n', '      name: { source: "coalesce(c.name, c.email)" }\n'],
		["      name: c.na<|>me #>> '{x}'\n", `      name: "c.name #>> '{x}'"\n`],
	])('%s', (before, after) => checkFix(catalogs, mapping(body + before), 'Put the SQL in quotes', mapping(body + after)));
});

describe('what nobody decided about', () => {
	const target = body.replace('app.customers', 'app.cust<|>omers');
	const source = body.replace('erp.cust c', 'erp.cu<|>st c');
	test('a required column is mapped from the one of the same name', () =>
		checkFix(catalogs, mapping(target), 'Map "name" from c.name', mapping(`${body}      name: \${1:c.name}\n`)));
	test('one without a source column of its name gets a place to write', () =>
		checkFix(
			catalogs,
			mapping(target).replace('erp.cust c', '(select no from erp.cust) c'),
			'Map "name"',
			mapping(`${body}      name: $1\n`).replace('erp.cust c', '(select no from erp.cust) c'),
		));
	test('into braces', () => {
		const flow = (columns: string, cursor = '') =>
			mapping(`    { source: erp.cust c, target: app.cust${cursor}omers, columns: { ${columns} } }\n`);
		checkFix(catalogs, flow('no: c.no', '<|>'), 'Map "name" from c.name', flow('no: c.no, name: ${1:c.name}'));
	});
	test('where there are no columns yet', () => {
		const bare = '    source: erp.cust c\n    target: app.customers\n';
		checkFix(
			catalogs,
			mapping(bare.replace('app.cust', 'app.<|>cust')),
			'Map "name" from c.name',
			mapping(`${bare}    columns:\n      name: \${1:c.name}\n`),
		);
	});
	test('a target column is left out in its mapping', () =>
		checkFix(
			catalogs,
			mapping(target),
			'Leave out "note" with a reason',
			mapping(`${body}    ignore:\n      target:\n        note: \${1:reason}\n`),
		));
	test('beside what is left out already', () => {
		const ignore = '    ignore: { target: { email: Nobody } }\n';
		checkFix(
			catalogs,
			mapping(target + ignore),
			'Leave out "note" with a reason',
			mapping(body + ignore.replace('Nobody', 'Nobody, note: ${1:reason}')),
		);
	});
	test('a source column, in the mapping or at the top', () => {
		checkFix(
			catalogs,
			mapping(source),
			'Leave out "email" with a reason',
			mapping(`${body}    ignore:\n      source:\n        c.email: \${1:reason}\n`),
		);
		checkFix(
			catalogs,
			mapping(source),
			'Leave out "erp.cust.email" in the whole spec, with a reason',
			mapping(body).replace('mappings:', 'ignore:\n  source:\n    erp.cust.email: ${1:reason}\n\nmappings:'),
		);
		checkFix(catalogs, mapping(source), 'Map it to "email" of the target', mapping(`${body}      email: c.email\n`));
	});
	test('tables, beside what is left out already', () => {
		const ignore = 'ignore:\n  source:\n    erp.audit: Archived\n';
		const head = mapping(body).replace('mappings:', `${ignore}mappings:`);
		checkFix(
			catalogs,
			head.replace('[erp]', '[e<|>rp]'),
			'Leave out "erp.tmp" in the whole spec, with a reason',
			head.replace('Archived\n', 'Archived\n    erp.tmp: ${1:reason}\n'),
		);
	});
});

describe('removing', () => {
	test('a key that does nothing', () =>
		checkFix(
			catalogs,
			mapping(`${body}    frobni<|>cate: 1\n    deletes: none\n`),
			'Remove this key',
			mapping(`${body}    deletes: none\n`),
		));
	test('in braces', () =>
		checkFix(
			catalogs,
			mapping(`${body}      name: { source: c.name, frobni<|>cate: 1, round: 2 }\n`),
			'Remove this key',
			mapping(`${body}      name: { source: c.name, round: 2 }\n`),
		));
	test('the last ignore goes with its map', () =>
		checkFix(catalogs, mapping(`${body}    ignore:\n      target:\n        n<|>ope: Gone\n`), 'Remove this ignore', mapping(body)));
});

describe('silencing', () => {
	test('by a comment with a reason', () =>
		checkFix(
			catalogs,
			mapping(`${body}      name: c.nop<|>e\n`),
			'Silence unknown-column here, with a reason',
			mapping(`${body}      # crosswalk-ignore unknown-column: \${1:reason}\n      name: c.nope\n`),
		));
	test('not inside of a text block, where a comment would be text', () => {
		const source = `${catalogs}\n#- /spec.migration.yaml\n${mapping(`${body}      name: |\n        upper(\n          c.nop<|>e)\n`)}`;
		expect(fixTitles(source).filter(title => title.startsWith('Silence'))).toEqual([]);
	});
});

test('the likely fix is preferred, and silencing comes last', () => {
	const source = `${catalogs}\n#- /spec.migration.yaml\n${mapping(`${body}      name: c.na<|>mee\n`)}`;
	expect(fixTitles(source)).toEqual(['Change to "name" *', 'Silence unknown-column here, with a reason']);
});

describe('a where that leaves rows out', () => {
	const title = 'Move it into "ignore.rows" with a reason';
	const rows = (opposite: string) => `    ignore:\n      rows:\n        ${opposite}: \${1:reason}\n`;
	const start = '    source: erp.cust c\n';
	const rest = '    target: app.customers\n    copy: "*"\n';
	test('becomes its opposite, with a reason', () =>
		checkFix(
			catalogs,
			mapping(`${start}    where: c.email <> 'x' or c.n<|>o > 3\n${rest}`),
			title,
			mapping(`${start}${rest}${rows(`"(c.email <> 'x' or c.no > 3) is not true"`)}`),
		));
	test('beside ignores that stand, over lines', () =>
		checkFix(
			catalogs,
			mapping(`${start}${rest}    ignore:\n      target: { note: Later }\n    where: >-\n      c.n<|>o > 3\n      and true\n`),
			title,
			mapping(
				`${start}${rest}    ignore:\n      target: { note: Later }\n      rows:\n        "(c.no > 3 and true) is not true": \${1:reason}\n`,
			),
		));
	test('in braces', () =>
		checkFix(
			catalogs,
			mapping('    { source: erp.cust c, where: c.n<|>o > 3, target: app.customers, copy: "*" }\n'),
			title,
			mapping(
				'    { source: erp.cust c, target: app.customers, copy: "*", ignore: { rows: { "(c.no > 3) is not true": ${1:reason} \\} \\} }\n',
			),
		));
});

test('all at once: what leaves no choice, and nothing of the names of the user', () => {
	const head = `${catalogs}\n#- /spec.migration.yaml\n`;
	const broken = `${body}      name: { source: coalesce(c.name, c.email), transfrom: [trim] }\n      email: { source: c.emial, transform: [lowr] }\n    dletes: none\n`;
	const mended = `${body}      name: { source: "coalesce(c.name, c.email)", transform: [trim] }\n      email: { source: c.emial, transform: [lower] }\n    deletes: none\n`;
	expect(fixAllOf(head + mapping(broken))).toBe(mapping(mended));
	expect(fixAllOf(head + mapping(mended))).toBe(mapping(mended));
});
