/**
 * What is text in a spec stays text: it reaches servers as a literal or a quoted name, or not at all. The proof reads every statement that
 * was sent or shown with PostgreSQL's own parser: none of them calls the function that the texts try to call.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSqlParser, parseStatement } from '../../server/src/core/sql/parser';
import { type HostileDatabases, hostileDatabases } from './hostileDatabases';
import { makeProject, type Project } from './project';

let databases: HostileDatabases;
let project: Project;
let before: string;

beforeAll(async () => {
	await loadSqlParser();
	const env: Record<string, string> = {};
	project = makeProject(env);
	databases = await hostileDatabases(project.folder);
	Object.assign(env, { ERP_URL: databases.source.url, CLOUD_URL: databases.target.url });
	project.write(
		'.crosswalk/connections.yaml',
		'erp: { engine: postgres, url: "${env:ERP_URL}", schemas: [erp] }\ncloud: { engine: postgres, url: "${env:CLOUD_URL}", schemas: [app] }\n',
	);
	expect((await project.run(['introspect', '--all'])).code).toBe(0);
	before = await databases.state();
});

afterAll(async () => {
	await databases.close();
	project.remove();
});

const hostileTexts: readonly string[] = [
	"'), (erp.effect()",
	"' || erp.effect() || '",
	"\\' || erp.effect() || '",
	"\\\\' || erp.effect() || '",
	'" || erp.effect() || "',
	'"), erp.effect() as "x',
	'$$ || erp.effect() || $$',
	'$x$ || erp.effect() || $x$',
	'text || erp.effect()',
	'1 + length(erp.effect())',
	'1); select erp.effect(); --',
	'--\nerp.effect()',
	'-- \rerp.effect() ',
	'*/ erp.effect() /*',
	"UTC' || erp.effect() || '",
	"YYYYMMDD' || erp.effect() || '",
	'YYYY"\' || erp.effect() || \'"MMDD',
	'\0',
	"\0' || erp.effect() || '",
	'',
	' ',
	'.',
	'..',
	'"',
	'$rejected',
	'\u2028erp.effect()\u2029',
	'\u001b[31merp.effect()',
	'\u202eerp.effect()',
	'${env:ERP_URL}',
	'${p}',
	'🙂'.repeat(40),
];

const q = JSON.stringify;
const column = (written: (text: string) => string) => (text: string, n: number) => mapping(n, [`note: ${written(q(text))}`]);

function mapping(n: number, columns: readonly string[], lines: readonly string[] = [], name = `m${n}`, target = `app.t${n}`): string {
	return [
		`  ${q(name)}:`,
		...['source: erp.cust c', `target: ${q(target)}`, ...lines].map(line => `    ${line}`),
		'    columns:',
		...['id: c.id', ...columns].map(line => `      ${line}`),
		'',
	].join('\n');
}

interface TextPlace {
	readonly mapping: (text: string, n: number) => string;
	readonly top?: readonly [section: string, entry: (text: string, n: number) => string];
}

const at = (write: TextPlace['mapping'], top?: TextPlace['top']): TextPlace => ({ mapping: write, top });
const lookupOf = (lookup: (text: string) => string): TextPlace =>
	at(
		(_, n) => mapping(n, [`note: { source: c.note, map: l${n} }`], ['source_key: c.id']),
		['lookups', (text, n) => `  l${n}: ${lookup(q(text))}\n`],
	);

const places: Readonly<Record<string, TextPlace>> = {
	value: at(column(text => `{ value: ${text} }`)),
	'a value with steps': at(column(text => `{ value: ${text}, transform: [upper, { left: 5 }], map: { A: B }, otherwise: keep }`)),
	'the key of a map': at(column(text => `{ source: c.note, map: { ${text}: x }, otherwise: keep }`)),
	'the key of a map of numbers': at(column(text => `{ source: c.id, map: { ${text}: x }, otherwise: keep }`)),
	'the value of a map': at(column(text => `{ source: c.note, map: { A: ${text} } }`)),
	otherwise: at(column(text => `{ source: c.note, map: { Z: z }, otherwise: { value: ${text} } }`)),
	null_to: at(column(text => `{ source: c.note, null_to: ${text} }`)),
	cast: at(column(text => `{ source: c.note, cast: ${text} }`)),
	'cast of a number': at(column(text => `{ source: c.id, cast: ${text} }`)),
	round: at(column(text => `{ source: c.id, round: ${text} }`)),
	...Object.fromEntries(
		[
			['null_if', (text: string) => text],
			['substring', (text: string) => `[${text}, 2]`],
			['left', (text: string) => text],
			['pad_left', (text: string) => `[9, ${text}]`],
			['pad_left', (text: string) => `[${text}, "0"]`],
			['replace', (text: string) => `[${text}, ${text}]`],
			['regex_replace', (text: string) => `[${text}, ${text}]`],
			['split', (text: string) => `[${text}, 1]`],
			['prefix', (text: string) => text],
			['suffix', (text: string) => text],
			['parse_date', (text: string) => text],
			['parse_timestamp', (text: string) => text],
			['at_time_zone', (text: string) => text],
			['to_time_zone', (text: string) => text],
			['from_epoch', (text: string) => text],
			['scale', (text: string) => text],
			['hash', (text: string) => text],
			['uuid5', (text: string) => text],
			['mask', (text: string) => `{ keep_last: ${text} }`],
			['to_boolean', (text: string) => `{ true: [${text}], false: [x, ${text}] }`],
		].map(([name, argument], index) => [
			`the transform ${name} (${index})`,
			at(column(text => `{ source: c.note, transform: [{ ${name}: ${(argument as (text: string) => string)(text)} }] }`)),
		]),
	),
	'the name of a transform': at(column(text => `{ source: c.note, transform: [${text}] }`)),
	'the name of a mapping': at((text, n) => mapping(n, [], [], text)),
	'a target': at((text, n) => mapping(n, [], [], undefined, `app.${text}`)),
	'a key': at((text, n) => mapping(n, [], [`key: [${q(text)}]`])),
	'the name of a column': at((text, n) => mapping(n, [`${q(text)}: c.note`])),
	take: at((text, n) => mapping(n, [`note: { lookup: m0, by: c.id, take: ${q(text)} }`])),
	'a sequence': at((text, n) => mapping(n, [`note: { generated: { sequence: ${q(text)} } }`])),
	copy: at((text, n) => mapping(n, [], [`copy: [${q(text)}, ${q(`c.${text}`)}]`])),
	'ignored columns': at((text, n) => mapping(n, [], [`ignore: { source: { ${q(`c.${text}`)}: x }, target: { ${q(text)}: ${q(text)} } }`])),
	'a reason of ignored rows': at((text, n) =>
		mapping(n, [], [`ignore: { rows: { "c.id = 2": ${q(text)} } }`, 'reconcile: { checks: [balance] }']),
	),
	'options of reconciliation': at((text, n) =>
		mapping(
			n,
			['note: c.note'],
			[
				`reconcile: { checks: [rows, { sum: ${q(text)} }], tolerance: { ${q(text)}: 1, id: ${q(text)} }, compare: { except: [${q(text)}] }, sample: ${q(text)} }`,
			],
		),
	),
	'a parameter': at((_, n) => mapping(n, [`note: "c.note || \${p${n}}"`]), ['parameters', (text, n) => `  p${n}: ${q(text)}\n`]),
	'the name of a parameter': at(text => mapping(0, [`note: ${q(`c.note || \${${text}}`)}`]), ['parameters', text => `  ${q(text)}: 1\n`]),
	'the value of a lookup': lookupOf(text => `{ A: ${text} }`),
	'the key of a lookup': lookupOf(text => `{ ${text}: x, A: b }`),
	'the name of a lookup': at(
		(text, n) => mapping(n, [`note: { source: c.note, map: ${q(text)} }`]),
		['lookups', text => `  ${q(text)}: { A: b }\n`],
	),
	'the columns of a file': lookupOf(text => `{ file: lookup.csv, key: ${text}, value: ${text} }`),
	'a file': lookupOf(text => `{ file: ${text}, key: a, value: b }`),
	'the name of a view': at(
		(text, n) => mapping(n, [`note: ${q(`(select max(x.note) from "${text.replaceAll('"', '""')}" x)`)}`]),
		['views', text => `  ${q(text)}: select note from erp.cust\n`],
	),
	'the source of a pattern': at((_, n) => mapping(n, []), ['copy', (text, n) => `  ${q(`erp.*${text}`)}: app.x${n}*\n`]),
	'the target of a pattern': at(
		(_, n) => mapping(n, []),
		['copy', (text, n) => `  ${q(`erp.cus${'?'.repeat(n % 2)}*`)}: ${q(`app.*${text}`)}\n`],
	),
};

/** The calls in statements of ours of functions that the spec names. */
function calls(sql: string): readonly string[] {
	const { tree, error } = parseStatement(sql);
	if (error) return error.message.includes('NUL') ? [`NUL in ${sql}`] : [];
	return [...JSON.stringify(tree).matchAll(/"funcname":\[(?:\{"String":\{"sval":"\w+"\}\},)?\{"String":\{"sval":"(effect)"\}\}/g)].map(
		found => found[1] ?? '',
	);
}

test.each(Object.keys(places))('hostile text as %s stays text', async name => {
	const place = places[name];
	if (!place) throw new Error(name);
	const top = place.top ? [`${place.top[0]}:\n`, ...hostileTexts.map((text, n) => place.top?.[1](text, n))] : [];
	const entries = hostileTexts.map((text, n) => place.mapping(text, n));
	const spec = [
		'crosswalk: 1\nname: hostile\nsource: { connection: erp, schemas: [erp] }\ntarget: { connection: cloud, schemas: [app] }\n',
		...top,
		'mappings:\n',
		...entries,
	].join('');
	project.write('spec.migration.yaml', spec);
	project.write(
		'lookup.csv',
		`"",a,"b"";effect()"\n${hostileTexts
			.slice(0, 3)
			.map(text => `"${text.replaceAll('"', '""')}",1,2\n`)
			.join('')}`,
	);
	const texts = [
		await project.run(['validate', 'spec.migration.yaml']),
		await project.run(['reconcile', 'spec.migration.yaml', '--check', 'rows', '--check', 'balance']),
	];
	const shown = await project.run(['sql', 'spec.migration.yaml', '--mapping', 'm0', '--what', 'insert']);
	const runs = [...texts, shown];
	expect(runs.filter(run => run.code === 4).map(run => run.stderr)).toEqual([]);
	const statements = [...runs.flatMap(run => run.sent), shown.stdout];
	expect(statements.flatMap(calls)).toEqual([]);
	// What a terminal would obey is escaped.
	expect(texts.flatMap(run => `${run.stdout}${run.stderr}`.match(/.*[^\n\P{Cc}].*|.*[\u202e\u2028].*/gu) ?? [])).toEqual([]);
	expect(await databases.state()).toBe(before);
});
