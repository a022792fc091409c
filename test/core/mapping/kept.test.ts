import { beforeAll, expect, test } from 'vitest';

import { renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { coverageOf } from '../../../server/src/core/mapping/coverage';
import type { MappingFacts } from '../../../server/src/core/mapping/facts';
import { keep, oncePerLinks } from '../../../server/src/core/mapping/kept';
import { loadOrder } from '../../../server/src/core/mapping/loadOrder';
import { openMemo, openSpec } from '../../../server/src/core/mapping/openSpec';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { catalogText } from '../../support/catalogText';
import { memorySources } from '../../support/memorySources';

beforeAll(loadSqlParser);

test('a value is made again when one of its parts is another', () => {
	const kept = keep<object, object>();
	const [spec, other, key] = [{ identity: {} }, { identity: {} }, {}];
	const first = kept(spec, key, [1, 'a'], () => ({}));
	expect(kept(spec, key, [1, 'a'], () => ({}))).toBe(first);
	expect(kept(other, key, [1, 'a'], () => ({}))).not.toBe(first);
	expect(kept(spec, key, [1, 'b'], () => ({}))).not.toBe(first);
	expect(kept(spec, key, [1], () => ({}))).not.toBe(first);
});

test('what was asked of other mappings is asked again when one of them is another, or is there at last', () => {
	const facts = (name: string) => ({ name }) as MappingFacts;
	const mapping = facts('child');
	const told = oncePerLinks(({ mapping: find }) => ({ parent: find('parent')?.name }));
	const none = told({ mapping: () => undefined }, mapping);
	expect(told({ mapping: () => undefined }, mapping)).toBe(none);
	const parent = facts('parent');
	const some = told({ mapping: () => parent }, mapping);
	expect(some).toEqual({ parent: 'parent' });
	expect(told({ mapping: () => parent }, mapping)).toBe(some);
	expect(told({ mapping: () => facts('parent') }, mapping)).not.toBe(some);
});

test('a keystroke in one mapping leaves all that it does not touch', () => {
	const text = `crosswalk: 1
name: a
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
copy: { erp.*: app.* }
mappings:
  one:
    source: erp.one o
    target: app.one
    columns: { id: o.id, name: o.name }
`;
	const tables = (schema: string) =>
		`schema ${schema}\n${['one', 'two', 'three'].map(name => `${schema}.${name}(id bigint pk, name text)`).join('\n')}\n`;
	const files = new Map([
		['/.crosswalk/connections.yaml', 'source: { engine: postgres }\ntarget: { engine: postgres }\n'],
		['/.crosswalk/catalogs/source.json', renderSnapshot(catalogText(tables('erp')))],
		['/.crosswalk/catalogs/target.json', renderSnapshot(catalogText(tables('app')))],
		['/a.migration.yaml', text],
	]);
	const remembered = openMemo();
	const open = () => openSpec('/a.migration.yaml', memorySources(files), { remembered }).facts;
	const before = open();
	files.set('/a.migration.yaml', text.replace('o.name', 'o.nam'));
	const after = open();
	const names = (all: readonly MappingFacts[]) => all.map(mapping => mapping.name);
	expect(names(after.mappings)).toEqual(['one', 'three', 'two']);
	expect(names(after.mappings.filter((mapping, n) => mapping !== before.mappings[n]))).toEqual(['one']);
	expect(loadOrder(after)).toBe(loadOrder(before));
	const [covered, coveredBefore] = [coverageOf(after).source?.tables ?? [], coverageOf(before).source?.tables];
	expect(covered.filter((one, n) => one !== coveredBefore?.[n]).map(one => one.table.name)).toEqual(['one']);
});
