/** Suggestions from the profiles of the ERP sample: every one of them can be written into the spec, and nothing is wrong with it then. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { loadSample } from '../../scripts/sample/load';
import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import type { ProfileOf } from '../../server/src/core/profile/profile';
import { suggestRules } from '../../server/src/core/profile/suggest';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import { entryOf } from '../../server/src/core/yaml/nodes';
import { parseYaml } from '../../server/src/core/yaml/parse';
import { suggestionEdit } from '../../server/src/features/fixes/suggestionEdit';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { profileFolder, readProfiles } from '../../server/src/files/profiles';
import { copyOfExample, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';
import { freshDatabase } from '../support/postgres';

const folder = copyOfExample('legacy-erp-to-cloud');
const file = path.join(folder, 'legacy-erp.migration.yaml');
/** Every suggestion is a keystroke. */
const remembered = openMemo();
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
	const [erp, cloud] = [await freshDatabase(), await freshDatabase()];
	const [source, target] = [erp, cloud].map(({ url }) => new pg.Client({ connectionString: url }));
	if (!source || !target) throw new Error('no clients');
	await Promise.all([source.connect(), target.connect()]);
	await loadSample(path.join(folder, 'database'), source, target, 'empty');
	await Promise.all([source.end(), target.end()]);
	env = { ERP_URL: erp.url, CLOUD_URL: cloud.url };
	const { stderr, code } = await runCliIn(folder, ['profile', 'legacy-erp.migration.yaml', '--values'], { env });
	expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
});

function opened() {
	const { facts } = openSpec(file, nodeFiles(), { remembered });
	const all = new Map(
		readProfiles(nodeFiles(), profileFolder(path.join(folder, '.crosswalk/'), 'legacy_erp')).map(one => [one.table, one]),
	);
	const profiles: ProfileOf = table => all.get(table);
	return { facts, profiles };
}

function problems(): readonly string[] {
	const onBug = (code: string, cause: unknown) => {
		throw new Error(`The rule ${code} failed`, { cause });
	};
	return checkSpec(opened().facts, { onBug }).map(({ code, message }) => `${code}: ${message}`);
}

test('they are told as text, JSON and YAML, and need no database', async () => {
	const suggest = (argv: readonly string[]) => runCliIn(folder, ['suggest', 'legacy-erp.migration.yaml', ...argv]);
	const text = await suggest(['--mapping', 'orders']);
	expect(text.stdout).toContain(`orders
  Require that "ccy" is one of 4 values
    50,000 rows hold no others: 'EUR', 'PLN', 'GBP', 'CHF'
    quality.erp.ord_hdr.ccy is one of the known values: { on: source, table: 'erp.ord_hdr', rows: 'ccy in (''EUR'', ''PLN'', ''GBP'', ''CHF'')' }
`);
	expect(text.stdout).not.toContain('products');
	const json = JSON.parse((await suggest(['--format', 'json'])).stdout);
	expect(faultsOf('report#', json)).toBe('');
	const { stdout } = await suggest(['--format', 'yaml']);
	const { root, problems } = parseYaml(stdout);
	expect(problems).toEqual([]);
	const rules = entryOf(root, 'quality')?.value;
	const quality = json.suggestions.filter(({ kind }: { readonly kind: string }) => kind === 'quality');
	expect(rules?.kind === 'map' && rules.entries.map(({ key }) => key.value)).toEqual(
		quality.map(({ path }: { readonly path: readonly string[] }) => path[1]),
	);
});

test('without profiles it says what to do', async () => {
	const { stderr, code } = await runCliIn(copyOfExample('northwind'), ['suggest', 'northwind.migration.yaml']);
	expect(code).toBe(3);
	expect(stderr).toContain('which suggestions are made from; run crosswalk profile northwind.migration.yaml --values');
});

test('every suggestion of the sample is written into it, one after the other, and brings no problem', async () => {
	const before = problems();
	const { facts, profiles } = opened();
	const suggestions = suggestRules(facts, profiles);
	expect(new Set(suggestions.map(({ kind }) => kind))).toEqual(new Set(['quality', 'check']));
	for (const suggestion of suggestions) {
		const edit = suggestionEdit(openSpec(file, nodeFiles(), { remembered }).facts, suggestion);
		if (!edit) throw new Error(`"${suggestion.title}" cannot be written`);
		const text = readFileSync(edit.file, 'utf8');
		writeFileSync(edit.file, text.slice(0, edit.start) + edit.newText + text.slice(edit.end));
	}
	expect(problems()).toEqual(before);
	const after = opened();
	expect(suggestRules(after.facts, after.profiles).map(({ title }) => title)).toEqual([]);
});
