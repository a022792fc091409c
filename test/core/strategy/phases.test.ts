import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { loadOrder } from '../../../server/src/core/mapping/loadOrder';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { phasesOf } from '../../../server/src/core/strategy/phases';
import { openFixture } from '../../support/openFixture';

beforeAll(loadSqlParser);

/** Tables with foreign keys by number, and the phases that move one of them each. */
interface Case {
	/** Of each table, the tables that it refers to. */
	readonly parents: readonly (readonly number[])[];
	/** Of each phase: the table that it moves, and the phases before it. */
	readonly phases: readonly { readonly table: number; readonly after: readonly number[] }[];
}

const tables = 6;
const number = fc.integer({ min: 0, max: tables - 1 });
const cases: fc.Arbitrary<Case> = fc.record({
	parents: fc.array(fc.uniqueArray(number, { maxLength: 2 }), { minLength: tables, maxLength: tables }),
	phases: fc.array(fc.record({ table: number, after: fc.uniqueArray(number, { maxLength: 2 }) }), { minLength: tables, maxLength: tables }),
});

function open({ parents, phases }: Case) {
	const columns = (of: readonly number[]) => of.map(parent => `, p${parent} bigint references public.t${parent}(id)`).join('');
	const catalog = parents.map((of, table) => `t${table}(id bigint pk${columns(of)})`).join('\n');
	const mapping = (of: readonly number[], table: number) =>
		`  m${table}: { source: t${table}, target: t${table}, columns: { id: id${of.map(parent => `, p${parent}: p${parent}`).join('')} } }\n`;
	const phase = ({ table, after }: Case['phases'][number], index: number) =>
		`    f${index}: { mappings: [m${table}], after: [${after.map(one => `f${one}`).join(', ')}] }\n`;
	const spec = `crosswalk: 1
name: generated
source: { connection: source }
target: { connection: target }
strategy:
  phases:
${phases.map(phase).join('')}mappings:
${parents.map(mapping).join('')}`;
	return openFixture(
		new Map([
			['/source.catalog', catalog.replace(/ references public\.t\d\(id\)/g, '')],
			['/target.catalog', catalog],
			['/spec.migration.yaml', spec],
		]),
	);
}

describe('whatever the tables and the phases are', () => {
	test('no order violates a foreign key: a mapping stands behind all that it refers to, but for circles', () => {
		fc.assert(
			fc.property(cases, one => {
				const { steps, cycles } = loadOrder(open(one).facts);
				const stepOf = new Map(steps.flatMap((names, step) => names.map(name => [name, step] as const)));
				expect(stepOf.size).toBe(tables);
				const reach = reachOf(one.parents);
				for (const [child, parents] of one.parents.entries()) {
					for (const parent of parents) {
						if (parent === child) continue;
						const isCircle = reach[parent]?.has(child) === true;
						if (isCircle) expect(cycles.length).toBeGreaterThan(0);
						else expect(stepOf.get(`m${parent}`)).toBeLessThan(stepOf.get(`m${child}`) ?? -1);
					}
				}
			}),
			{ numRuns: 25 },
		);
	});

	test('phases run after those that they wait for, and what cannot is told as a circle', () => {
		fc.assert(
			fc.property(cases, one => {
				const { facts, problems } = open(one);
				const { order, cycles } = phasesOf(facts);
				const names = order.map(({ name }) => name.text);
				expect([...names].sort()).toEqual(one.phases.map((_, index) => `f${index}`));
				const reach = reachOf(one.phases.map(({ after }) => after));
				const inCircle = one.phases.flatMap((_, index) => (reach[index]?.has(index) ? [index] : []));
				expect(cycles.length > 0).toBe(inCircle.length > 0);
				expect(problems.some(({ code }) => code === 'phase-cycle')).toBe(inCircle.length > 0);
				for (const [index, { after }] of one.phases.entries()) {
					// What waits for a circle waits for ever.
					if ([index, ...(reach[index] ?? [])].some(at => inCircle.includes(at))) continue;
					for (const before of after) expect(names.indexOf(`f${before}`)).toBeLessThan(names.indexOf(`f${index}`));
				}
			}),
			{ numRuns: 25 },
		);
	});
});

/** All that can be reached from each, in one step or more. */
function reachOf(next: readonly (readonly number[])[]): readonly ReadonlySet<number>[] {
	return next.map((_, start) => {
		const seen = new Set<number>();
		const open = [...(next[start] ?? [])];
		for (let at = open.pop(); at !== undefined; at = open.pop()) {
			if (seen.has(at)) continue;
			seen.add(at);
			open.push(...(next[at] ?? []));
		}
		return seen;
	});
}
