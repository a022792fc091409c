/** Nothing is said of a spec as a whole that could be read only in part: what is lost would be missing without a word. */

import { expect, test } from 'vitest';
import { runCli } from '../support/cliInMemory';

const good = `crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
mappings:
  one:
    source: erp.a
    target: app.a
    columns: { no: no }
    examples: { a row: { given: { a: { no: 1 } }, expect: { no: 1 } } }
  two: { source: erp.b, target: app.b, columns: { no: no } }
`;

const around = `
#- /.crosswalk/connections.yaml
source: { engine: postgres, host: db, database: source }
target: { engine: postgres, host: db, database: target }
#- /source.catalog
erp.a(no bigint pk)
erp.b(no bigint pk)
#- /target.catalog
app.a(no bigint pk)
app.b(no bigint pk)
#- /shop.migration.yaml
`;

const broken: readonly (readonly [string, string, string])[] = [
	[
		'a bracket that is never closed',
		good.replace('two: {', 'two: ['),
		'Mend shop.migration.yaml:11:60 first: "}" cannot close what "[" opened',
	],
	[
		'an include that is not there',
		good.replace('mappings:', 'include: [more.mapping.yaml]\nmappings:'),
		'No file matches "more.mapping.yaml"',
	],
	['a mapping that stands twice', good.replace('two:', 'one:'), '"one"'],
	['a section that is misspelt', `${good}qualty: {}\n`, 'Did you mean "quality"?'],
];

test.each([
	['reconcile'],
	['check'],
	['examples'],
	['coverage', '--min-target', '1'],
	['plan'],
	['report', '--format', 'markdown'],
	['profile'],
	['suggest'],
	['sql', '--mapping', 'one'],
])('crosswalk %s says nothing of it', async (command, ...options) => {
	for (const [what, text, said] of broken) {
		const { code, stdout, stderr } = await runCli([command, 'shop.migration.yaml', ...options], around + text);
		expect({ what, code, stdout }).toEqual({ what, code: 1, stdout: '' });
		expect(stderr).toContain('crosswalk: "shop.migration.yaml" cannot be read whole');
		expect(stderr).toContain(said);
	}
});
