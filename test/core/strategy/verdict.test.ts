import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { openMemo, openSpec } from '../../../server/src/core/mapping/openSpec';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { estimateOf, renderRange } from '../../../server/src/core/strategy/estimate';
import type { Ledger } from '../../../server/src/core/strategy/judgeGate';
import { planFacts, withFacts } from '../../../server/src/core/strategy/planFacts';
import { riskRegister } from '../../../server/src/core/strategy/riskRegister';
import { strategyVerdict } from '../../../server/src/core/strategy/verdict';
import { catalogText } from '../../support/catalogText';
import { memorySources } from '../../support/memorySources';
import { openFixture } from '../../support/openFixture';

beforeAll(loadSqlParser);

function open(rows: number, plan: string) {
	const spec = `crosswalk: 1
name: shop
source: { connection: source }
target: { connection: target }
${plan}mappings:
  orders: { source: ord o, target: ord, high_water: o.no, deletes: compare, write: upsert, columns: { no: o.no } }
`;
	return openFixture(
		new Map([
			['/source.catalog', `ord(no bigint pk) rows ${rows} bytes ${rows * 100}`],
			['/target.catalog', 'ord(no bigint pk)'],
			['/spec.migration.yaml', spec],
		]),
	).facts;
}

/** `OPTION FEASIBLE DOWNTIME` of each choice. */
function choices(rows: number, plan: string): readonly string[] {
	return strategyVerdict(open(rows, plan)).choices.map(
		({ option, feasible, downtime }) => `${option} ${feasible} ${renderRange(downtime)}`,
	);
}

describe('durations', () => {
	test('are measured, else stated, else assumed', () => {
		const basis = (plan: string) => estimateOf(open(10_000_000, plan)).basis[0];
		const stated = 'scope: { volumes: { rows_per_second: 5000 } }\n';
		const rehearsed = 'strategy: { rehearsals: { one: { when: 2026-01-01, result: { took: 2h, verdict: passed } } } }\n';
		expect(basis(stated + rehearsed)).toBe('The rehearsal "one" took 2 h; another time may take 20 % less or 30 % more.');
		expect(basis(stated)).toBe('The spec states 5,000 rows per second; 30 % less to 20 % more is reckoned with.');
		expect(basis('')).toContain('Nothing was measured: 8,000 to 40,000 rows per second');
		const whole = estimateOf(open(10_000_000, rehearsed)).whole;
		expect([whole.leastMs, whole.mostMs]).toEqual([0.8 * 7_200_000, 1.3 * 7_200_000]);
	});

	test('a rehearsal that failed counts for nothing, and of those that passed the last counts', () => {
		const rehearsals = `strategy:
  rehearsals:
    second: { when: 2026-02-01, result: { took: 3h, verdict: passed } }
    first: { when: 2026-01-01, result: { took: 9h, verdict: passed } }
    third: { when: 2026-03-01, result: { took: 1h, verdict: failed } }
`;
		expect(estimateOf(open(1000, rehearsals)).basis[0]).toContain('"second" took 3 h');
	});

	test('are ranges, and of more rows never shorter', () => {
		const plans = ['', 'strategy: { transfer: api }\n', 'scope: { volumes: { rows_per_second: 700 } }\n', 'execution: { parallel: 4 }\n'];
		fc.assert(
			fc.property(fc.nat(1e9), fc.nat(1e9), fc.constantFrom(...plans), (one, other, plan) => {
				const [few, many] = [Math.min(one, other), Math.max(one, other)].map(rows => estimateOf(open(rows + 1, plan)));
				for (const part of ['whole', 'copy', 'indexes', 'verification', 'delta'] as const) {
					const [less, more] = [few?.[part], many?.[part]];
					expect(less && more && less.leastMs <= less.mostMs && less.leastMs <= more.leastMs && less.mostMs <= more.mostMs).toBe(true);
				}
			}),
			{ numRuns: 20 },
		);
	});

	test('are kept while a keystroke changes neither a volume nor the plan', () => {
		const files = new Map([
			['/.crosswalk/connections.yaml', 'source: { engine: postgres }\ntarget: { engine: postgres }\n'],
			['/.crosswalk/catalogs/source.json', renderSnapshot(catalogText('ord(no bigint pk) rows 5000\nbig(no bigint pk) rows 9000000'))],
			['/.crosswalk/catalogs/target.json', renderSnapshot(catalogText('ord(no bigint pk)'))],
		]);
		const remembered = openMemo();
		const typed = (table: string, value: string, plan = 'strategy: { transfer: database-copy }') => {
			const mapping = `mappings:\n  ord: { source: ${table} o, target: ord, columns: { no: ${value} } }\n`;
			files.set(
				'/spec.migration.yaml',
				`crosswalk: 1\nsource: { connection: source }\ntarget: { connection: target }\n${plan}\n${mapping}`,
			);
			return estimateOf(openSpec('/spec.migration.yaml', memorySources(files), { remembered }).facts);
		};
		const first = typed('ord', 'o.no');
		expect(typed('ord', 'o.no + 1')).toBe(first);
		const bigger = typed('big', 'o.no');
		expect(bigger.whole.mostMs).toBeGreaterThan(first.whole.mostMs);
		expect(typed('big', 'o.no', 'strategy: { transfer: api }').whole.mostMs).toBeGreaterThan(bigger.whole.mostMs);
	});
});

describe('the verdict', () => {
	test('holds each choice against what is allowed', () => {
		const plan = `scope: { continuity: { downtime_allowed: 1h } }
strategy: { pattern: big-bang, availability: maintenance-window, synchronisation: one-time-copy, justification: x, fallback: { until: 1d } }
cutover: { freeze: { systems: [ERP] } }
`;
		expect(choices(2_000_000_000, plan)).toEqual([
			'big-bang no 15 h to 3 days',
			'phased no 15 h to 3 days',
			'maintenance-window no 15 h to 3 days',
			'zero-downtime no up to 5 min',
			'one-time-copy no 15 h to 3 days',
			'delta no 1 h 15 min to 9 h',
			'dual-write with-work up to 15 min',
			'database-copy no 15 h to 3 days',
			'etl-tool no 2 days 13 h to 13 days',
			'api no 72 days to 361 days',
		]);
	});

	test('without a limit is unknown', () => {
		expect(strategyVerdict(open(1000, '')).fit).toBe('unknown');
	});
});

describe('facts in a text', () => {
	test('stand in their places; what nobody knows is said to be unknown, and what there is not stays', () => {
		const known = planFacts(open(1234, ''));
		expect(withFacts('${plan:rows} rows, ${plan:window}, ${plan:nothing}, ${other}', known)).toBe(
			'1,234 rows, unknown, ${plan:nothing}, ${other}',
		);
	});
});

describe('risks', () => {
	const risks = `risks:
  compared: { likelihood: medium, impact: high, watch: { reconcile: orders } }
  unwatched: { likelihood: high, impact: high }
  unweighed: { mitigation: x }
  ruled: { likelihood: low, impact: low, review: 2026-01-01, watch: { rules: [missing-key] } }
  bound: { likelihood: low, impact: medium, watch: { facts: { rows: { below: 5000 }, downtime: { above: 10h } } } }
`;
	const ledger = (verdict: 'identical' | 'different', isStale = false): Ledger => ({
		entries: ['count', 'rows'].map(check => ({ result: { mapping: 'orders', check, verdict, elapsedMs: 1 }, atMs: 1, isStale })),
		coverage: {},
	});
	const told = (input: Parameters<typeof riskRegister>[1]) =>
		riskRegister(open(1000, risks), input).map(({ rank, risk, score, state, isReviewDue }) =>
			[rank, risk.name.text, score ?? '-', state, ...(isReviewDue ? ['due'] : [])].join(' '),
		);

	test('are ranked, raised by what they watch, and closed when all of it is green', () => {
		expect(told({ ledger: ledger('identical'), problems: [], today: '2026-05-05' })).toEqual([
			'1 unwatched 9 open',
			'2 unweighed - open',
			'3 bound 2 raised',
			'4 compared 6 closed',
			'5 ruled 1 closed due',
		]);
		expect(told({ ledger: ledger('different'), problems: ['missing-key'] })).toEqual([
			'1 unwatched 9 open',
			'2 compared 6 raised',
			'3 unweighed - open',
			'4 bound 2 raised',
			'5 ruled 1 raised',
		]);
	});

	test('stay open while a result is missing or stale, and while nobody asked the rules', () => {
		for (const input of [{}, { ledger: ledger('identical', true) }]) {
			expect(told(input).filter(line => /compared|ruled/.test(line))).toEqual(['2 compared 6 open', '5 ruled 1 open']);
		}
	});
});
