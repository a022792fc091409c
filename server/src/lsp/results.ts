/** The last results of runs, by spec and mapping, and what servers said live. Decides nothing. */

import type { Finding } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { identityOf } from '../core/mapping/identity';
import { reconcileLines } from '../core/report/reconcileLine';
import type { RunRecord } from '../core/report/runRecord';
import { type LensResult, type LensRun, whereOf } from '../features/lens';

export interface Results {
	/** Keeps a result of mappings as they were in `facts`; those that are not there are passed over. */
	keep(spec: string, run: LensRun, facts: SpecFacts, texts: ReadonlyMap<string, string>, atMs: number): void;
	result(spec: string, run: LensRun, facts: SpecFacts, mapping: string, nowMs: number): LensResult | undefined;
	/** Takes over what was kept of runs before, newest first; asks for them once. Results that are here already are newer. */
	recall(spec: string, facts: SpecFacts, runs: () => Iterable<RunRecord>): void;
	/** Keeps what servers said of these mappings, in place of what they said of them before. */
	keepLive(spec: string, facts: SpecFacts, mappings: readonly string[], findings: readonly Finding[]): void;
	/** What servers said, as far as it is of the mappings as they are. */
	live(spec: string, facts: SpecFacts): readonly Finding[];
	/** Whether there is any result whose age is shown. */
	isEmpty(): boolean;
}

interface Kept {
	readonly text: string;
	readonly atMs: number;
	readonly identity: string;
	/** The connection whose data it tells of. */
	readonly connection: string | undefined;
}

interface KeptLive {
	readonly identity: string;
	readonly findings: readonly Finding[];
}

/** Older runs than these are not looked into. */
const mostRead = 5;

export function makeResults(): Results {
	const kept = new Map<string, Kept>();
	/** Without a mapping: of what all of them share. */
	const live = new Map<string, Map<string | undefined, KeptLive>>();
	const recalled = new Set<string>();
	const keyOf = (spec: string, run: LensRun, mapping: string) => `${run}\0${spec}\0${mapping}`;
	return {
		keep(spec, run, facts, texts, atMs) {
			const connection = facts.spec[run === 'validate' ? 'source' : 'target']?.connection?.text;
			for (const [mapping, text] of texts) {
				const found = facts.mapping(mapping);
				if (found) kept.set(keyOf(spec, run, mapping), { text, atMs, identity: identityOf(facts, found), connection });
			}
		},
		result(spec, run, facts, mapping, nowMs) {
			const found = facts.mapping(mapping);
			const result = kept.get(keyOf(spec, run, mapping));
			if (!result || !found) return undefined;
			const { text, atMs, identity, connection } = result;
			return { text, ageMs: nowMs - atMs, isStale: identity !== identityOf(facts, found), where: whereOf(facts, connection) };
		},
		recall(spec, facts, runs) {
			if (recalled.has(spec)) return;
			recalled.add(spec);
			let read = 0;
			for (const run of runs()) {
				if (run.kind === 'check') continue;
				for (const [mapping, text] of reconcileLines(run.end?.interrupted ? [] : run.checks)) {
					const identity = run.identities.mappings[mapping];
					const key = keyOf(spec, 'reconcile', mapping);
					if (identity !== undefined && !kept.has(key))
						kept.set(key, { text, identity, atMs: Date.parse(run.startedAt), connection: run.connections.target });
				}
				const isComplete = facts.mappings.every(({ name }) => kept.has(keyOf(spec, 'reconcile', name)));
				if (isComplete || ++read === mostRead) return;
			}
		},
		keepLive(spec, facts, mappings, findings) {
			const byMapping = live.get(spec) ?? new Map<string | undefined, KeptLive>();
			live.set(spec, byMapping);
			for (const mapping of [undefined, ...mappings]) {
				const own = findings.filter(finding => finding.mapping === mapping);
				byMapping.set(mapping, { identity: identityOf(facts, mapping === undefined ? undefined : facts.mapping(mapping)), findings: own });
			}
		},
		live(spec, facts) {
			return [...(live.get(spec) ?? [])].flatMap(([mapping, { identity, findings }]) => {
				if (findings.length === 0) return [];
				return identityOf(facts, mapping === undefined ? undefined : facts.mapping(mapping)) === identity ? findings : [];
			});
		},
		isEmpty: () => kept.size === 0,
	};
}
