/**
 * Which phase takes which rows: the phases in order, who takes rows of each mapping, and what can be told of that without a database (rows
 * that no phase takes, phases that find nothing left). A row belongs to the first phase, in order, that takes it.
 */

import { oncePer } from '../base/memo';
import { columnOf } from '../catalog/lookup';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import type { Section, SqlScalar, Text } from '../spec/spec';
import { exhausts, sameText } from './complement';
import { type Phase, planOf } from './plan';

export interface Phases {
	/** As they run: what comes `after` first, else as written. Of phases in a circle, as written. */
	readonly order: readonly Phase[];
	/** Circles of `after`, each as a path that ends where it began. */
	readonly cycles: readonly (readonly string[])[];
	/** Who takes rows of a mapping, in order. */
	of(mapping: string): readonly Taker[];
}

/** A phase that names a mapping. */
export interface Taker {
	readonly phase: string;
	/** Where the phase names the mapping. */
	readonly place: Text;
	/** Undefined: it takes all that is left. */
	readonly condition?: SqlScalar;
}

/** What a phase's share of a mapping is known to be. */
export interface Shares {
	/** Whether every row is known to be taken; undefined when only the data can tell. */
	readonly isWhole: boolean | undefined;
	/** Phases that are known to find no row left. */
	readonly empty: readonly { readonly taker: Taker; readonly because: string }[];
}

export function phasesOf({ spec }: Pick<SpecFacts, 'spec'>): Phases {
	return spec.strategy ? ofSection(spec.strategy) : none;
}

const none: Phases = { order: [], cycles: [], of: () => [] };

const ofSection = oncePer((strategy: Section): Phases => {
	const { phases } = planOf({ strategy } as Parameters<typeof planOf>[0]).strategy;
	const cycles = cyclesOf(phases);
	const order = inOrder(phases);
	const takers = new Map<string, Taker[]>();
	for (const { name, mappings, where } of order) {
		for (const place of mappings) {
			const known = takers.get(place.text) ?? [];
			takers.set(place.text, known);
			if (known.some(taker => taker.phase === name.text)) continue;
			const condition = where.find(one => one.mapping.text === place.text)?.condition;
			known.push({ phase: name.text, place, ...(condition ? { condition } : {}) });
		}
	}
	return { order, cycles, of: mapping => takers.get(mapping) ?? [] };
});

/** What can be told of the filters without a row. */
export function sharesOf(facts: SpecFacts, mapping: MappingFacts): Shares {
	const takers = phasesOf(facts).of(mapping.name);
	const empty: { taker: Taker; because: string }[] = [];
	let rest: Taker | undefined;
	for (const [index, taker] of takers.entries()) {
		const { condition } = taker;
		const same = condition && takers.slice(0, index).find(other => other.condition && sameText(other.condition.text, condition.text));
		const before = takers.slice(0, index).flatMap(other => other.condition ?? []);
		if (rest) empty.push({ taker, because: `"${rest.phase}" takes all that is left before it` });
		else if (same) empty.push({ taker, because: `"${same.phase}" takes the same rows before it` });
		else if (condition && sameText(condition.text, 'false')) empty.push({ taker, because: 'its filter takes none' });
		else if (isWhole(facts, mapping, before)) empty.push({ taker, because: 'the phases before it take every row' });
		if (!condition || sameText(condition.text, 'true')) rest ??= taker;
	}
	const conditions = takers.flatMap(taker => taker.condition ?? []);
	return { isWhole: takers.length === 0 || rest !== undefined || isWhole(facts, mapping, conditions) ? true : undefined, empty };
}

/** Two filters of which one is true wherever the other is not. A NULL makes both unknown, so that nothing may be NULL in them. */
function isWhole(facts: SpecFacts, mapping: MappingFacts, conditions: readonly SqlScalar[]): boolean {
	return conditions.some((one, index) =>
		conditions.slice(index + 1).some(other => exhausts(one.text, other.text) && cannotBeNull(facts, mapping, one)),
	);
}

function cannotBeNull(facts: SpecFacts, { table }: MappingFacts, condition: SqlScalar): boolean {
	const piece = pieceOfFilter(facts, condition);
	if (!table || !piece?.analysis.ok || piece.analysis.functions.length > 0) return false;
	return piece.analysis.reads.length > 0 && piece.analysis.reads.every(({ column }) => columnOf(table, column)?.nullable === false);
}

/** The analysed filter. */
export function pieceOfFilter({ queries }: Pick<SpecFacts, 'queries'>, condition: SqlScalar): SqlPiece | undefined {
	return queries.find(piece => piece.scalar === condition);
}

/** Kahn, "Topological sorting of large networks" (1962), taking the first written of those that may come. */
function inOrder(phases: readonly Phase[]): readonly Phase[] {
	const left = [...phases];
	const done = new Set<string>();
	const names = new Set(phases.map(phase => phase.name.text));
	const order: Phase[] = [];
	while (left.length > 0) {
		const free = left.findIndex(({ after }) => after.every(({ text }) => done.has(text) || !names.has(text)));
		const [next] = left.splice(Math.max(0, free), 1);
		if (!next) break;
		done.add(next.name.text);
		order.push(next);
	}
	return order;
}

function cyclesOf(phases: readonly Phase[]): readonly (readonly string[])[] {
	const after = new Map(phases.map(phase => [phase.name.text, phase.after.map(({ text }) => text)]));
	const cycles: (readonly string[])[] = [];
	const done = new Set<string>();
	const walk = (name: string, path: readonly string[]): void => {
		const start = path.indexOf(name);
		if (start >= 0) cycles.push([...path.slice(start), name]);
		if (start >= 0 || done.has(name)) return;
		for (const next of after.get(name) ?? []) if (after.has(next)) walk(next, [...path, name]);
		done.add(name);
	};
	for (const name of after.keys()) walk(name, []);
	return cycles;
}
