/** The parts of a profile that need no database: what a type allows, how much is read, what a sample lets expect. */

import { expect, test } from 'vitest';
import { catalogLookup } from '../../../server/src/core/catalog/lookup';
import { knownType } from '../../../server/src/core/profile/columnKind';
import { estimateDistinct } from '../../../server/src/core/profile/frequencies';
import { planSampling } from '../../../server/src/core/profile/sampling';
import { catalogText } from '../../support/catalogText';

const lookup = catalogLookup(catalogText('enum mood: sad, happy\nt(id bigint pk)\nview v(id bigint)'), ['public']);

test('a type allows what its family does', () => {
	const types = [
		'text',
		'character varying(3)',
		'numeric(12,2)',
		'money',
		'timestamp(3) with time zone',
		'interval day to second',
		'jsonb',
		'xml',
	];
	const more = ['bytea', 'text[]', 'public.mood', 'public.mood[]', 'inet', 'nonsense; drop table t'];
	expect([...types, ...more].map(type => knownType(type, lookup).kind)).toEqual([
		...['text', 'text', 'number', 'number', 'date', 'ordered', 'document', 'document'],
		...['bytes', 'array', 'other', 'array', 'other', 'other'],
	]);
	expect(knownType('nonsense; drop table t', lookup).type).toBe('text');
});

test('a sample is blocks of a large table, rows of a small one, and the first rows where neither can be', () => {
	const table = lookup.tables.get('public.t');
	const view = lookup.tables.get('public.v');
	if (!table || !view) throw new Error('no tables');
	const from = (of: typeof table, sample: string | undefined, rows: number) => planSampling(of, sample, rows).relation('r');
	expect(from(table, undefined, 10)).toBe('public.t as r');
	expect(from(table, '1000', 1_000_000)).toBe('public.t as r tablesample system (0.1) repeatable (1)');
	expect(from(table, '1000', 10_000)).toBe('public.t as r tablesample bernoulli (10) repeatable (1)');
	expect(from(table, '1000', 900)).toBe('public.t as r');
	expect(from(table, '1000', 0)).toBe('(select * from public.t limit 1000) as r');
	expect(from(table, '5%', 1_000_000)).toBe('public.t as r tablesample system (5) repeatable (1)');
	expect(from(view, '5%', 0)).toBe('(select * from public.v where random() < 0.05) as r');
	expect(from(view, '1000', 0)).toBe('(select * from public.v limit 1000) as r');
});

test('distinct values of a sample: all when each comes back, more the more stand alone', () => {
	const estimate = (distinct: number, once: number) => estimateDistinct({ rows: 1000, distinct, once }, 100_000);
	expect(estimate(10, 0)).toBe(10);
	expect(estimate(1000, 1000)).toBe(100_000);
	expect(estimate(500, 200)).toBe(623);
	expect(estimateDistinct({ rows: 0, distinct: 0, once: 0 }, 100)).toBe(0);
	expect(estimateDistinct({ rows: 1000, distinct: 7, once: 7 }, 1000)).toBe(7);
});
