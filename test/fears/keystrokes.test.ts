/**
 * What is remembered from one keystroke to the next must never show: after any edits the problems, the coverage and the load order are
 * those of a spec that is read for the first time.
 */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Problem } from '../../server/src/core/base/problem';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { type Coverage, coverageOf } from '../../server/src/core/mapping/coverage';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { loadOrder } from '../../server/src/core/mapping/loadOrder';
import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { diagnosticsByFile } from '../../server/src/features/diagnostics';
import { catalogText } from '../support/catalogText';
import { readFixture } from '../support/fixture';
import { memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

interface Edit {
	/** Which of the files, as which of the texts that can be edited. */
	readonly file: number;
	readonly kind: 'type' | 'delete' | 'word' | 'repeat lines' | 'remove lines' | 'move lines' | 'undo';
	/** Where, as a part of the text. */
	readonly at: number;
	/** From where something is taken. */
	readonly from: number;
	readonly length: number;
	readonly letters: string;
}

const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const edits = fc.array(
	fc.record<Edit>({
		file: fc.nat(5),
		kind: fc.oneof(
			{ weight: 4, arbitrary: fc.constant('word' as const) },
			{ weight: 2, arbitrary: fc.constantFrom('type' as const, 'remove lines' as const, 'undo' as const) },
			{ weight: 1, arbitrary: fc.constantFrom('delete' as const, 'repeat lines' as const, 'move lines' as const) },
		),
		at: part,
		from: part,
		length: fc.integer({ min: 1, max: 6 }),
		letters: fc.constantFrom(
			'x',
			' ',
			':',
			"'",
			'"',
			'#',
			'*',
			'.',
			', ',
			'\n',
			'\n  ',
			'# crosswalk-ignore unknown-column: a reason\n',
			'{',
			'}',
			'-',
		),
	}),
	{ minLength: 1, maxLength: 8 },
);

function edited(text: string, edit: Edit, before: readonly string[]): string {
	const at = Math.floor(edit.at * text.length);
	switch (edit.kind) {
		case 'type':
			return text.slice(0, at) + edit.letters + text.slice(at);
		case 'delete':
			return text.slice(0, at) + text.slice(at + edit.length);
		case 'word': {
			const words = [...text.matchAll(/[\w$*]+/g)];
			const [into, word] = [words[Math.floor(edit.at * words.length)], words[Math.floor(edit.from * words.length)]];
			return into && word ? text.slice(0, into.index) + word[0] + text.slice(into.index + into[0].length) : text;
		}
		case 'repeat lines':
		case 'remove lines':
		case 'move lines': {
			const lines = text.split('\n');
			const [first, to] = [Math.floor(edit.from * lines.length), Math.floor(edit.at * lines.length)];
			const some = lines.slice(first, first + edit.length);
			if (edit.kind !== 'repeat lines') lines.splice(first, edit.length);
			if (edit.kind !== 'remove lines') lines.splice(to, 0, ...some);
			return lines.join('\n');
		}
		case 'undo':
			return before[Math.floor(edit.from * before.length)] ?? text;
	}
}

/** Applies edits to the files of a spec and compares, after each of them, what is remembered with what is found afresh. */
function checkEdits(spec: string, texts: ReadonlyMap<string, string>, open: typeof openSpec, all: readonly Edit[]): void {
	const files = new Map(texts);
	const histories = new Map([...texts].map(([name, text]) => [name, [text]]));
	const remembered = openMemo();
	const memo = checkMemo();
	let sources = memorySources(files);
	const look = (options: { readonly isFresh: boolean }) => {
		const { facts } = options.isFresh ? open(spec, sources) : open(spec, sources, { remembered });
		const onBug = (code: string, cause: unknown) => {
			throw new Error(`The rule ${code} failed`, { cause });
		};
		const problems = checkSpec(facts, options.isFresh ? { onBug } : { onBug, remembered: memo });
		return known(facts, problems);
	};
	look({ isFresh: false });
	for (const edit of all) {
		const names = [...texts.keys()].filter(name => /\.ya?ml$/.test(name));
		const name = names[edit.file % names.length] ?? spec;
		const history = histories.get(name) ?? [];
		const text = edited(files.get(name) ?? '', edit, history);
		history.push(text);
		files.set(name, text);
		sources = memorySources(files);
		expect(look({ isFresh: false }), text).toEqual(look({ isFresh: true }));
	}
}

function known(facts: SpecFacts, problems: readonly Problem[]) {
	const shown = [...diagnosticsByFile(facts, problems, file => file)].map(
		([file, diagnostics]) => [file, diagnostics.map(one => JSON.stringify(one)).sort()] as const,
	);
	return {
		problems: problems.map(one => JSON.stringify(one)).sort(),
		shown: new Map(shown),
		coverage: plainCoverage(coverageOf(facts)),
		loadOrder: loadOrder(facts),
	};
}

function plainCoverage({ mappings, source, target }: Coverage) {
	const plain = (tables: Exclude<Coverage['source'] | Coverage['target'], undefined>['tables']) =>
		tables.map(({ table, ...more }) => JSON.stringify([table.schema, table.name, more]));
	return {
		mappings: mappings.map(({ mapping, ...more }) => JSON.stringify([mapping.name, more])),
		source: source && plain(source.tables),
		target: target && plain(target.tables),
	};
}

const root = path.resolve(import.meta.dirname, '../../examples');

function textsBelow(folder: string): ReadonlyMap<string, string> {
	const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
	const texts = names
		.filter(name => /\.(yaml|json|csv)$/.test(name))
		.map(name => [`/${name.split(path.sep).join('/')}`, readFileSync(path.join(root, folder, name), 'utf8')] as const);
	return new Map(texts);
}

/** Mappings that speak of each other in all ways that there are. */
const tangle = readFixture(`
#- /source.catalog
schema erp
erp.cust(no bigint pk, name text not null, status text, kind text check (kind in ('a', 'b')), fax text)
erp.ord(no bigint pk, cust_no bigint references erp.cust(no), total numeric(12,2) not null, note text)
erp.line(ord_no bigint not null, pos int not null, item text)
primary key erp.line(ord_no, pos)
erp.item(code text pk, name text)
erp.tmp_one(x int)
#- /target.catalog
schema app
enum app.status: active, inactive
app.cust(id bigint identity always, no bigint unique not null, name text not null, status app.status not null, kind varchar(10), boss bigint references app.ord(id))
primary key app.cust(id)
app.ord(id bigint identity always, no bigint unique not null, cust_id bigint not null references app.cust(id), total numeric(10,2) not null, note text)
primary key app.ord(id)
app.line(ord_id bigint not null references app.ord(id), pos int not null, item text not null)
primary key app.line(ord_id, pos)
app.item(code text pk, name text, line_pos int)
app.audit(id int)
#- /spec.migration.yaml
crosswalk: 1
name: tangle
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
parameters: { since: 2024-01-01, region: EU }
lookups:
  status: { A: active, I: inactive }
  kinds: { query: "select kind as key, name as value from erp.cust", on: source }
views:
  live: select * from erp.cust where status is distinct from 'X'
  late: select o.* from erp.ord o join live l on l.no = o.cust_no
copy:
  erp.*: app.*
ignore:
  source: { erp.tmp_*: Scratch, erp.cust.fax: Nobody faxes }
  target: { app.audit: Filled by triggers, app.cust.boss: Later }
mappings:
  cust:
    source: live c
    target: app.cust
    key: [no]
    columns:
      no: c.no
      name: { source: c.name, transform: [trim] }
      status: { source: c.status, map: status }
      boss: { lookup: ord, by: c.fax }
    copy: [kind]
    ignore: { source: { c.status: Read above } }
  ord:
    source: late o
    where: o.total > 0 and o.no > \${since}
    target: app.ord
    key: [no]
    columns:
      no: o.no
      cust_id: { lookup: cust, by: o.cust_no }
      total: o.total
      note: o.note
  line:
    source: erp.line l
    target: app.line
    columns:
      ord_id: { lookup: ord, by: l.ord_no }
      pos: l.pos
      item: coalesce(l.item, 'none')
reconciliation:
  totals: { source: select sum(total) from erp.ord, target: select sum(total) from app.ord }
strategy:
  synchronisation: delta
  phases:
    first: { mappings: [cust] }
    second: { after: [first], mappings: [ord, line, item] }
#- /.crosswalk/connections.yaml
source: { engine: postgres, host: db, database: erp }
target: { engine: postgres, host: db, database: app }
#- /.crosswalk/settings.yaml
rules:
  unused-view: hint
`).files;

function withCatalogs(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
	return new Map(
		[...files].map(([name, text]) => {
			const connection = /^\/(.+)\.catalog$/.exec(name)?.[1];
			return connection === undefined ? [name, text] : [`/.crosswalk/catalogs/${connection}.json`, renderSnapshot(catalogText(text))];
		}),
	);
}

test.each([
	['a tangle', '/spec.migration.yaml', withCatalogs(tangle), 60],
	['the sample', '/legacy-erp.migration.yaml', textsBelow('legacy-erp-to-cloud'), 5],
	['the broken sample', '/broken.migration.yaml', textsBelow('legacy-erp-to-cloud'), 5],
	['northwind', '/northwind.migration.yaml', textsBelow('northwind'), 5],
])('%s', (_, spec, texts, numRuns) => {
	fc.assert(
		fc.property(edits, all => checkEdits(spec, texts, openSpec, all)),
		{ numRuns },
	);
});
