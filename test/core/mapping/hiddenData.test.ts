/** Whose values stand in no sample: the same for the data fit, profiles and trials. */

import { beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { fitOfSpec } from '../../../server/src/core/fit/kept';
import { hiddenData } from '../../../server/src/core/mapping/hiddenData';
import { identityOf } from '../../../server/src/core/mapping/identity';
import { openSpec } from '../../../server/src/core/mapping/openSpec';
import { planProfile } from '../../../server/src/core/profile/plan';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { catalogText } from '../../support/catalogText';
import { memorySources } from '../../support/memorySources';

beforeAll(loadSqlParser);

const spec = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
scope: { data: { people: personal, wages: confidential, goods: internal } }
mappings:
  people: { source: person p, target: people, key: [no], columns: { no: p.no } }
  wages: { source: wage w, target: wages, columns: { no: w.no } }
  goods: { source: good g, target: goods, columns: { no: g.no } }
`;

function factsWith(settings: string) {
	const files = new Map([
		['/.crosswalk/settings.yaml', settings],
		['/.crosswalk/catalogs/erp.json', renderSnapshot(catalogText('person(no int pk)\nwage(no int pk)\ngood(no int pk)'))],
		['/spec.migration.yaml', spec],
	]);
	return openSpec('/spec.migration.yaml', memorySources(files)).facts;
}

test.each([
	['rules: {}', ['personal', 'confidential', undefined], [true, true, false]],
	['samples: { personal: shown }', [undefined, 'confidential', undefined], [false, true, false]],
	['samples: { personal: shown, confidential: shown }', [undefined, undefined, undefined], [false, false, false]],
	['samples: { personal: hidden }', ['personal', 'confidential', undefined], [true, true, false]],
])('%s', (settings, hidden, masked) => {
	const facts = factsWith(settings);
	expect(['people', 'wages', 'goods'].map(name => hiddenData(facts, name))).toEqual(hidden);
	const tables = planProfile(facts, { withValues: true, atLeast: 5 })?.tables ?? [];
	const isMasked = (table: string) => tables.find(({ name }) => name === `public.${table}`)?.columns[0]?.isMasked;
	expect(['person', 'wage', 'good'].map(isMasked)).toEqual(masked);
});

test('samples that were kept while they could be shown are not told any more', () => {
	const shown = factsWith('samples: { personal: shown }');
	const kept = {
		mapping: 'people',
		identity: identityOf(shown, shown.mapping('people')),
		measuredAt: '2026-11-22T22:41:00Z',
		connection: 'erp',
		rows: 9,
		rejected: 0,
		findings: [
			{
				kind: 'null' as const,
				at: { part: 'value' as const, column: 'no' },
				about: 'people.no',
				rows: 1,
				of: 9,
				message: '1 of 9 rows',
				keys: [[{ name: 'no', value: '7' }]],
				values: [{ value: 'Ada', rows: 1 }],
			},
		],
		skipped: [],
	};
	expect(fitOfSpec(shown, [kept]).valid.get('people')).toBe(kept);
	const hidden = fitOfSpec(factsWith(''), [kept]).valid.get('people');
	expect(hidden?.masked).toBe('samples are off: people holds personal data');
	expect(hidden?.findings).toEqual([
		{ kind: 'null', at: { part: 'value', column: 'no' }, about: 'people.no', rows: 1, of: 9, message: '1 of 9 rows' },
	]);
});
