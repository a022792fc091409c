/** What is wrong with a shape, and where: YAML in, one line per finding out. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import type { SchemaRef } from '../../../server/src/core/spec/schemas';
import { checkShape, topKeys } from '../../../server/src/core/spec/shape';
import { parseYaml } from '../../../server/src/core/yaml/parse';

/** Each finding as `code «the characters it is shown at» its arguments`. */
function findingsIn(ref: SchemaRef, yaml: string): readonly string[] {
	const { root } = parseYaml(yaml);
	if (!root) throw new Error('Nothing to check');
	return linesOf(checkShape(root, ref, 'a.migration.yaml#'), yaml);
}

/** The same for the one entry of a map, as the spec's reader checks blocks. */
function findingsInEntry(ref: SchemaRef, yaml: string): readonly string[] {
	const { root } = parseYaml(yaml);
	const entry = root?.kind === 'map' ? root.entries[0] : undefined;
	if (!entry) throw new Error('No entry to check');
	return linesOf(checkShape(entry.value, ref, 'a.migration.yaml#', entry.key), yaml);
}

function wholeSpec(): string {
	return readFileSync(fileURLToPath(new URL('../../fixtures/whole-spec.migration.yaml', import.meta.url)), 'utf8');
}

function linesOf(findings: ReturnType<typeof checkShape>, yaml: string): readonly string[] {
	return findings.map(({ code, span, args, data }) => {
		const told = Object.entries(args).filter(([name, value]) => value !== undefined && name !== 'known');
		const fix = data ? ` (fix: ${data.replacement})` : '';
		return `${code} «${yaml.slice(span.start, span.end)}» ${told.map(([name, value]) => `${name}=${value}`).join(', ')}${fix}`;
	});
}

const mapping = '#/$defs/mapping';
const small = 'customers:\n  source: erp.c\n  target: app.c\n';

test('the whole spec of the format page has the right shape', () => {
	expect(findingsIn('migration-spec#', wholeSpec())).toEqual([]);
});

test('a spec that is cut off anywhere is checked without throwing', () => {
	const text = wholeSpec();
	for (let length = 0; length < text.length; length += 37) {
		const { root } = parseYaml(text.slice(0, length));
		if (root) expect(checkShape(root, 'migration-spec#', 'a.migration.yaml#')).toBeInstanceOf(Array);
	}
});

test('a reference that the schema does not know finds nothing', () => {
	for (const ref of ['#/properties/mapings', '#/properties/%', '#/properties/toString', '#/$defs/a/b'] as const) {
		expect(findingsIn(ref, 'a: [1]')).toEqual([]);
	}
});

const cases: readonly [name: string, ref: SchemaRef, yaml: string, findings: readonly string[]][] = [
	['nothing is wrong', mapping, small, []],
	[
		'an unknown key is told with the nearest one that is free',
		mapping,
		`${small}  collumns: {}\n  targett: x`,
		[
			'unknown-key «collumns» key=collumns, where=the mapping "customers", nearest=columns (fix: columns)',
			'unknown-key «targett» key=targett, where=the mapping "customers"',
		],
	],
	[
		'an unknown key that means a missing one is one fault',
		mapping,
		'customers:\n  sorce: erp.c\n  target: app.c',
		['unknown-key «sorce» key=sorce, where=the mapping "customers", nearest=source (fix: source)'],
	],
	[
		'a missing key is shown at the name',
		mapping,
		'customers:\n  source: erp.c',
		['missing-required-key «customers» key=target, where=the mapping "customers"'],
	],
	[
		'an empty map lacks every key',
		mapping,
		'customers: {}',
		[
			'missing-required-key «customers» key=source, where=the mapping "customers"',
			'missing-required-key «customers» key=target, where=the mapping "customers"',
		],
	],
	[
		'nothing instead of a map is shown at the key',
		mapping,
		'customers:\n',
		['wrong-type «customers» key=customers, expected=a map with source and target, found=nothing'],
	],
	[
		'a text instead of a map',
		mapping,
		'customers: erp.c',
		['wrong-type «erp.c» key=customers, expected=a map with source and target, found=the text "erp.c"'],
	],
	[
		'a block list instead of a map is shown at the key',
		mapping,
		'customers:\n  - a\n  - b',
		['wrong-type «customers» key=customers, expected=a map with source and target, found=a list'],
	],
	[
		'a list instead of SQL',
		mapping,
		'c:\n  source: [erp.c, erp.d]\n  target: app.c',
		['wrong-type «[erp.c, erp.d]» key=source, expected=a FROM clause, found=a list'],
	],
	[
		'one word where a list is wanted',
		mapping,
		`${small}  key: legacy_no`,
		['invalid-value «legacy_no» key=key, value=legacy_no, allowed=none, or a list of column names'],
	],
	[
		'a near miss of a word',
		mapping,
		`${small}  key: nome`,
		['invalid-value «nome» key=key, value=nome, allowed=none, or a list of column names, nearest=none (fix: none)'],
	],
	[
		'a wrong word with its neighbour',
		mapping,
		`${small}  write: upset`,
		['invalid-value «upset» key=write, value=upset, allowed=insert, upsert, replace or append, nearest=upsert (fix: upsert)'],
	],
	[
		'nothing where a word is wanted',
		mapping,
		`${small}  deletes:`,
		['wrong-type «deletes» key=deletes, expected=compare or none, found=nothing'],
	],
	[
		'an empty list of columns',
		mapping,
		`${small}  key: []`,
		['wrong-type «[]» key=key, expected=none, or a list of column names, found=an empty list'],
	],
	['a name that stands twice in a list', mapping, `${small}  key: [a, b, a]`, ['duplicate-name «a» kind="key" item, name=a']],
	['an item of the wrong kind', mapping, `${small}  key: [a, [b]]`, ['wrong-type «[b]» key=key, expected=text, found=a list']],
	[
		'a copy that is none of its three forms',
		mapping,
		`${small}  copy: phone`,
		['invalid-value «phone» key=copy, value=phone, allowed=`*`, or a list of column names or patterns, or a map with all'],
	],
	['a number is SQL, and so is true', mapping, `${small}  columns: { a: 0, b: true, c: "1" }`, []],
	[
		'plain null is no SQL',
		mapping,
		`${small}  columns: { a: null }`,
		['wrong-type «null» key=a, expected=an SQL expression, or a map with source, value, lookup or generated, found=null'],
	],
	[
		'a column without an origin',
		mapping,
		`${small}  columns: { email: { transform: [trim] } }`,
		['missing-required-key «email» key=source, where=the column "email", choices=source, value, lookup or generated'],
	],
	[
		'a column with a misspelt origin',
		mapping,
		`${small}  columns: { email: { sourc: c.email, transform: [trim] } }`,
		['unknown-key «sourc» key=sourc, where=the column "email", nearest=source (fix: source)'],
	],
	[
		'a column with two origins',
		mapping,
		`${small}  columns: { email: { source: c.email, value: x } }`,
		['unknown-key «value» key=value, where=the column "email", beside=source'],
	],
	[
		'a key that belongs to another origin',
		mapping,
		`${small}  columns: { email: { source: c.email, by: x } }`,
		['unknown-key «by» key=by, where=the column "email", beside=source'],
	],
	[
		'a lookup without by',
		mapping,
		`${small}  columns: { id: { lookup: customers } }`,
		['missing-required-key «id» key=by, where=the column "id"'],
	],
	[
		'a lookup by a list of parts',
		mapping,
		`${small}  columns: { id: { lookup: { a: x = 1, b: x = 2 }, by: [c.a, { source: c.b, map: state }], otherwise: null } }`,
		[],
	],
	[
		'a word that otherwise does not know',
		mapping,
		`${small}  columns: { a: { source: b, map: m, otherwise: rejekt } }`,
		['invalid-value «rejekt» key=otherwise, value=rejekt, allowed=reject, keep or null, or a map with value, nearest=reject (fix: reject)'],
	],
	[
		'a quoted null is a text',
		mapping,
		`${small}  columns: { a: { source: b, map: m, otherwise: "null" } }`,
		['invalid-value «"null"» key=otherwise, value="null", allowed=reject, keep or null, or a map with value, nearest=null (fix: null)'],
	],
	[
		'a map value that is a list',
		mapping,
		`${small}  columns: { a: { source: b, map: { A: [x] } } }`,
		['wrong-type «[x]» key=A, expected=a single value or null, found=a list'],
	],
	[
		'two transforms in one item',
		mapping,
		`${small}  columns: { a: { source: b, transform: [{ left: 3, right: 2 }] } }`,
		[
			'wrong-type «{ left: 3, right: 2 }» key=transform, expected=the name of a transform, or a map of one transform to its argument, found=a map of 2 keys',
		],
	],
	['a reason that is missing', mapping, `${small}  ignore: { target: { tier: } }`, ['missing-reason «tier» key=tier']],
	['a reason that is blank', mapping, `${small}  ignore: { rows: { a = 1: "  " } }`, ['missing-reason «"  "» key=a = 1']],
	[
		'an accepted difference without a reason',
		mapping,
		`${small}  reconcile: { accept: { by hand: { columns: [name] } } }`,
		['missing-reason «by hand» key=by hand'],
	],
	[
		'an accepted difference with an empty one',
		mapping,
		`${small}  reconcile: { accept: { by hand: { reason: "" } } }`,
		['missing-reason «""» key=by hand'],
	],
	[
		'a check with two aggregates',
		mapping,
		`${small}  reconcile: { checks: [count, { sum: a, max: b }] }`,
		['unknown-key «max» key=max, where=a check, beside=sum'],
	],
	[
		'a check with none',
		mapping,
		`${small}  reconcile: { checks: [{ by: a }] }`,
		['missing-required-key «by» key=sum, where=a check, choices=sum, min, max, avg, nulls, distinct or length'],
	],
	[
		'a misspelt check',
		mapping,
		`${small}  reconcile: { checks: [cuont] }`,
		[
			'invalid-value «cuont» key=checks, value=cuont, allowed=count, rows, balance or checksum, or a map with sum, min, max, avg, nulls, distinct or length, nearest=count (fix: count)',
		],
	],
	[
		'a tolerance that is no amount',
		mapping,
		`${small}  reconcile: { tolerance: { a: some, b: 1%, c: 1s, d: 0.5 } }`,
		['invalid-value «some» key=a, value=some, allowed=a number, a share such as 1%, or a duration such as 1s'],
	],
	[
		'a date that no calendar has',
		mapping,
		`${small}  reconcile: { accept: { x: { reason: y, until: 2027-02-30 } } }`,
		['invalid-time «2027-02-30» key=until, value=2027-02-30, allowed=a date such as 2026-11-30, or a time with a zone'],
	],
	[
		'an example that expects nothing',
		mapping,
		`${small}  examples: { e: { given: { c: [{ a: 1 }] } } }`,
		['missing-required-key «e» key=expect, where=the example "e"'],
	],
	[
		'a name with a dollar brace',
		'#/properties/lookups',
		'lookups: { "a${b}": { A: b } }',
		['invalid-value «"a${b}"» key=a${b}, value=a${b}, allowed=a name without ${'],
	],
	[
		'a lookup file without its columns',
		'#/properties/lookups',
		'lookups: { country: { file: a.csv, key: k } }',
		['missing-required-key «country» key=value, where=the lookup "country"'],
	],
	[
		'a lookup query beside a file',
		'#/properties/lookups',
		'lookups: { a: { file: a.csv, key: k, value: v, query: select 1 } }',
		['unknown-key «query» key=query, where=the lookup "a", beside=file'],
	],
	[
		'a parameter whose name cannot stand in SQL',
		'#/properties/parameters',
		'parameters: { history-ends: 1 }',
		['invalid-value «history-ends» key=history-ends, value=history-ends, allowed=a name of letters, digits and underscores'],
	],
	[
		'a duration without a unit',
		'#/properties/scope',
		'scope: { continuity: { downtime_allowed: 90, reversible_for: 2 weeks } }',
		[
			'invalid-duration «90» key=downtime_allowed, value=90, allowed=a duration such as 90s, 30m, 5h20m or 14d',
			'invalid-duration «2 weeks» key=reversible_for, value=2 weeks, allowed=a duration such as 90s, 30m, 5h20m or 14d',
		],
	],
	[
		'a duration that is a list',
		'#/properties/scope',
		'scope: { continuity: { downtime_allowed: [1d] } }',
		['wrong-type «[1d]» key=downtime_allowed, expected=a duration such as 90s, 30m, 5h20m or 14d, found=a list'],
	],
	[
		'a blackout that ends before it starts',
		'#/properties/scope',
		'scope: { blackouts: [2026-11-30/2026-11-27] }',
		[
			'invalid-time «2026-11-30/2026-11-27» key=blackouts, value=2026-11-30/2026-11-27, allowed=a first and a last day such as 2026-11-27/2026-11-30',
		],
	],
	[
		'a time without a zone',
		'#/properties/cutover',
		'cutover: { starts: 2026-12-05T22:00:00 }',
		[
			'invalid-time «2026-12-05T22:00:00» key=starts, value=2026-12-05T22:00:00, allowed=a time with a zone such as 2026-12-05T22:00:00+01:00',
		],
	],
	[
		'a moment is a time, an offset or a step',
		'#/properties/cutover',
		'cutover: { communications: { a: { at: -7d }, b: { at: open_shop }, c: { at: -7x }, d: { at: 2026-13-01T00:00:00Z } } }',
		[
			'invalid-duration «-7x» key=at, value=-7x, allowed=a time with a zone, an offset such as -7d or +2h, or the name of a step',
			'invalid-time «2026-13-01T00:00:00Z» key=at, value=2026-13-01T00:00:00Z, allowed=a time with a zone, an offset such as -7d or +2h, or the name of a step',
		],
	],
	[
		'a step without its sentence',
		'#/properties/cutover',
		'cutover: { steps: { stop: { owner: ops } } }',
		['missing-required-key «stop» key=do, where=the step "stop"'],
	],
	[
		'a flag that is no flag',
		'#/properties/cutover',
		'cutover: { steps: { stop: { do: Stop, point_of_no_return: yes } } }',
		['wrong-type «yes» key=point_of_no_return, expected=true or false, found=the text "yes"'],
	],
	[
		'a quality rule that asks nothing',
		'#/properties/quality',
		'quality: { q: { on: source } }',
		['missing-required-key «q» key=query, where=the quality rule "q", choices=query or table'],
	],
	[
		'a quality rule whose rows have no table',
		'#/properties/quality',
		'quality: { q: { on: source, rows: a > 0 } }',
		['missing-required-key «q» key=table, where=the quality rule "q", because=rows'],
	],
	[
		'an acceptance test that tests nothing',
		'#/properties/acceptance',
		'acceptance: { a: { owner: sales } }',
		['missing-required-key «a» key=query, where=the acceptance test "a", choices=query or steps'],
	],
	[
		'too many or too few',
		'#/properties/execution',
		'execution: { batch_rows: 0, parallel: 1.5, retries: -1 }',
		[
			'invalid-value «0» key=batch_rows, value=0, allowed=a whole number of 1 or more',
			'wrong-type «1.5» key=parallel, expected=a whole number of 1 or more, found=the number 1.5',
			'invalid-value «-1» key=retries, value=-1, allowed=a whole number of 0 or more',
		],
	],
	[
		'a percentage above 100',
		'#/properties/risks',
		'risks: { r: { watch: { coverage: 101 } } }',
		['invalid-value «101» key=coverage, value=101, allowed=a percentage from 0 to 100'],
	],
	['a later version', '#/properties/crosswalk', 'crosswalk: 2', ['unsupported-version «2» key=crosswalk, value=2, allowed=the number 1']],
	[
		'a version in quotes',
		'#/properties/crosswalk',
		'crosswalk: "1"',
		['wrong-type «"1"» key=crosswalk, expected=the number 1, found=the text "1"'],
	],
	[
		'a side without a connection',
		'#/properties/source',
		'source: { schemas: [erp] }',
		['missing-required-key «source» key=connection, where="source"'],
	],
	[
		'a connection of an unknown engine',
		'connections#/$defs/connection',
		'erp: { engine: oracle, port: 0 }',
		[
			'invalid-value «oracle» key=engine, value=oracle, allowed=postgres',
			'invalid-value «0» key=port, value=0, allowed=a port from 1 to 65535',
		],
	],
	[
		'a severity that is none',
		'settings#/properties/rules',
		'rules: { unknown-key: warn }',
		['invalid-value «warn» key=unknown-key, value=warn, allowed=error, warning, information, hint or off, nearest=warning (fix: warning)'],
	],
];

test.each(cases)('%s', (_, ref, yaml, findings) => {
	expect(findingsInEntry(ref, yaml)).toEqual(findings);
});

test('whole files: what is missing is shown at their first key', () => {
	expect(findingsIn('migration-spec#', 'crosswalk: 1\nname: a\nsource: { connection: a }')).toEqual([
		'missing-required-key «crosswalk» key=target, where=a spec',
	]);
	expect(findingsIn('connections#', 'cloud: { engine: postgres, hots: a }')).toEqual([
		'unknown-key «hots» key=hots, where=the connection "cloud", nearest=host (fix: host)',
	]);
});

test('a key that stands twice is checked once, as the YAML says what is wrong with it', () => {
	expect(findingsInEntry(mapping, `${small}  write: insert\n  write: nonsense`)).toEqual([]);
});

test('an alias is checked where it stands for its anchor', () => {
	expect(findingsInEntry(mapping, `${small}  columns: { a: &x { source: a, map: m, otherwise: no }, b: *x }`)).toHaveLength(2);
});

test('the top level of a spec and of a fragment', () => {
	expect(topKeys(false).required).toEqual(['crosswalk', 'name', 'source', 'target']);
	expect(topKeys(false).known).toContain('cutover');
	expect(topKeys(true)).toEqual({
		known: ['lookups', 'views', 'copy', 'ignore', 'mappings', 'reconciliation', 'quality', 'acceptance'],
		required: [],
	});
});
