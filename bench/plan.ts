/**
 * What a keystroke costs in a spec with a large plan: 500 mappings, 300 steps of the cutover, 200 risks. In this process and in time of the
 * processor, so that what else the machine does counts little; no debounce, no protocol. `turns` says how often a letter is typed into each
 * place.
 */

import { openMemo, openSpec } from '../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../server/src/core/rules/checkSpec';
import { rules } from '../server/src/core/rules/index';
import type { SpecSources } from '../server/src/core/spec/sources';
import { loadSqlParser } from '../server/src/core/sql/parser';
import { largeCatalog, largeSpec } from './largeProject';
import { median } from './median';

const mappings = 500;
const steps = 300;
const risks = 200;
const phases = 5;
const file = '/bench/plan.migration.yaml';

/** Where a letter is typed, each in words that nothing else depends on and once in a name. */
const places: readonly { readonly what: string; readonly near: string }[] = [
	{ what: 'a mapping', near: "'active' else 'closed" },
	{ what: 'a step', near: 'do: Work no. 150' },
	{ what: 'the name of a step', near: '\n    step_299' },
	{ what: 'a risk', near: 'description: Risk no. 100' },
	{ what: 'the justification', near: 'justification: It moves' },
];

export async function benchPlan(turns: number): Promise<void> {
	await loadSqlParser();
	const { source, target } = { source: snapshotOf('erp'), target: snapshotOf('app') };
	const disk = new Map([
		['/bench/.crosswalk/connections.yaml', 'erp: { engine: postgres }\ncloud: { engine: postgres }\n'],
		['/bench/.crosswalk/catalogs/erp.json', source],
		['/bench/.crosswalk/catalogs/cloud.json', target],
	]);
	const text = largePlan();
	const costs = costsOfRules();
	const remembered = openMemo();
	const checked = checkMemo();
	const press = (typed: string) => {
		disk.set(file, typed);
		costs.clear();
		const started = cpuMs();
		const { facts } = openSpec(file, sourcesOf(disk), { remembered });
		const openedAt = cpuMs();
		const problems = checkSpec(facts, { remembered: checked });
		return { open: openedAt - started, check: cpuMs() - openedAt, costs: new Map(costs), problems: problems.length };
	};
	const first = press(text);
	console.log(`${mappings} mappings, ${steps} steps, ${risks} risks; ${text.split('\n').length} lines, ${first.problems} problems`);
	console.log('| Typing into | Median | reading and analysing | rules | of these, of the plan |\n|---|---|---|---|---|');
	const all: (typeof first)[] = [];
	for (const { what, near } of places) {
		const pressed = Array.from({ length: turns }, (_, n) => press(n % 2 === 0 ? text.replace(near, `${near}x`) : text));
		all.push(...pressed);
		const of = (take: (one: typeof first) => number) => `${median(pressed.map(take)).toFixed(1)} ms`;
		console.log(
			`| ${what} | ${of(one => one.open + one.check)} | ${of(one => one.open)} | ${of(one => one.check)} | ${of(one => ofPlan(one.costs))} |`,
		);
	}
	const dearest = rules
		.map(({ code }) => ({ code, ms: median(all.map(one => one.costs.get(code) ?? 0)) }))
		.sort((one, other) => other.ms - one.ms)
		.slice(0, 8);
	console.log(`\nThe dearest rules: ${dearest.map(({ code, ms }) => `${code} ${ms.toFixed(1)} ms`).join(', ')}`);
}

function ofPlan(costs: ReadonlyMap<string, number>): number {
	return rules.filter(({ group }) => group === 'plan').reduce((sum, { code }) => sum + (costs.get(code) ?? 0), 0);
}

/** What each rule took since it was last cleared. */
function costsOfRules(): Map<string, number> {
	const costs = new Map<string, number>();
	for (const rule of rules) {
		if (rule.scope !== 'spec') continue;
		const check = rule.check.bind(rule);
		rule.check = (facts, report) => {
			// Asking for the time of the processor takes longer than most rules do.
			const started = performance.now();
			check(facts, report);
			costs.set(rule.code, (costs.get(rule.code) ?? 0) + performance.now() - started);
		};
	}
	return costs;
}

function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function snapshotOf(schema: string): string {
	return JSON.stringify({ format: 1, ...largeCatalog(schema, mappings) });
}

function sourcesOf(disk: ReadonlyMap<string, string>): SpecSources {
	return {
		text: one => disk.get(one),
		resolve: (_, relative) => `/bench/${relative}`,
		folders: () => ['/bench/', '/'],
		glob: () => [],
		csv: () => ({ error: 'there are none' }),
	};
}

function largePlan(): string {
	const table = (n: number) => `table_${String(n).padStart(4, '0')}`;
	const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
	const perPhase = mappings / phases;
	const names = (phase: number) => numbers(perPhase).map(n => table(phase * perPhase + n));
	const plan = [
		'scope:',
		`  criticality: { ${numbers(100)
			.map(n => `${table(n)}: high`)
			.join(', ')} }`,
		'  volumes: { rows_per_second: 20000 }',
		'  continuity: { downtime_allowed: 24h, data_loss_allowed: 0, reversible_for: 7d }',
		'  blackouts: [2026-12-24/2026-12-26]',
		'strategy:',
		'  pattern: phased',
		'  availability: maintenance-window',
		'  synchronisation: one-time-copy',
		'  transfer: database-copy',
		'  justification: It moves ${plan:rows} rows in ${plan:duration}',
		'  phases:',
		...numbers(phases).map(
			n => `    phase_${n}: { mappings: [${names(n).join(', ')}], owner: role_1${n > 0 ? `, after: [phase_${n - 1}]` : ''} }`,
		),
		'  fallback: { until: 2026-12-31, trigger: Too slow, decide: role_1, how: Restore it, new_data: lost }',
		'cutover:',
		'  starts: 2026-12-05T22:00:00+01:00',
		'  zone: Europe/Berlin',
		'  window: 24h',
		`  roles: { ${numbers(10)
			.map(n => `role_${n}: Role no. ${n}`)
			.join(', ')} }`,
		'  freeze: { systems: [ERP], schema: true, starts: step_000, ends: step_299 }',
		'  steps:',
		...numbers(steps).map(n => {
			const step = (other: number) => `step_${String(other).padStart(3, '0')}`;
			const after = [n - 1 - (n % 3), n - 7].filter(one => one >= 0 && n > 0).map(step);
			const gate = n % 20 === 19 ? `, gate: { reconcile: [${table(n)}, ${table(n + 100)}] }` : '';
			const last = n === steps - 1 ? ', point_of_no_return: true' : ', rollback: { do: Undo it, duration: 1m }';
			return `    ${step(n)}: { do: Work no. ${n}, owner: role_${n % 10}, duration: 10m, after: [${after.join(', ')}]${gate}${last} }`;
		}),
		'risks:',
		...numbers(risks).flatMap(n => [
			`  risk_${n}:`,
			`    description: Risk no. ${n}`,
			'    likelihood: medium',
			'    impact: high',
			'    owner: role_2',
			'    mitigation: It is watched.',
			'    contingency: It is mended.',
			`    watch: { reconcile: [${table(n)}], rules: [narrowing-length], facts: { rows: { above: 1000000 } } }`,
		]),
	];
	return `${largeSpec(mappings)}${plan.join('\n')}\n`;
}
