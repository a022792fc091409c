/**
 * Whether a gate is open: what it waits for against the newest result of every check. A result that is older than the text of what it
 * checked, or than what was done since, counts as stale and opens nothing. Runs no check and reads no file: the ledger is handed in.
 */

import { assertNever } from '../base/assertNever';
import type { SpecFacts } from '../mapping/facts';
import { checkNames } from '../reconcile/planReconciliation';
import type { CheckResult } from '../reconcile/result';
import { type GatedKind, isAll } from './gate';
import type { Gate } from './planValues';

/** What is known of the checks of a spec. */
export interface Ledger {
	/** The newest result of each check; the first of several counts. */
	readonly entries: readonly LedgerEntry[];
	/** Percentages of columns that are decided, of the spec as it is; absent without a side's catalog. */
	readonly coverage: { readonly source?: number; readonly target?: number };
}

export interface LedgerEntry {
	readonly result: CheckResult;
	/** When its run began: it speaks of the data of that instant. */
	readonly atMs: number;
	/** Whether what it checked, a catalog or a connection is another one since. */
	readonly isStale: boolean;
}

export const emptyLedger: Ledger = { entries: [], coverage: {} };

/** `open`: some checks are green, and others have no verdict. */
export type GateVerdict = 'passed' | 'failed' | 'stale' | 'not-run' | 'open';

export interface JudgedGate {
	/** `passed` when it waits for nothing. */
	readonly verdict: GateVerdict;
	/** Everything that it waits for, in the order of the gate. Empty when that is nothing. */
	readonly parts: readonly GatePart[];
}

/** One check of one thing that the gate names. */
export interface GatePart {
	readonly kind: GatedKind | 'coverage';
	/** The mapping, the pair, the rule or the test; of coverage the side. */
	readonly name: string;
	/** Of a mapping: `count`, `rows`. */
	readonly check?: string;
	readonly state: Exclude<GateVerdict, 'open'>;
	/** Why it is not passed, as the end of a sentence that begins with its name. */
	readonly reason?: string;
	readonly atMs?: number;
}

/** What there is to wait for in a spec: of each name its checks. */
export interface Awaited {
	readonly reconcile: ReadonlyMap<string, readonly string[]>;
	readonly quality: readonly string[];
	readonly acceptance: readonly string[];
}

export function awaitedIn(facts: SpecFacts): Awaited {
	const reconcile = new Map<string, readonly string[]>();
	for (const { mapping, group, checks: names } of checkNames(facts)) {
		const members = group ?? (mapping === undefined ? names : [mapping]);
		for (const name of members) if (!reconcile.has(name)) reconcile.set(name, names);
	}
	return {
		reconcile,
		quality: facts.spec.quality.map(rule => rule.name.text),
		acceptance: facts.spec.acceptance.map(test => test.name.text),
	};
}

/** `sinceMs`: results of before are stale, because something was done to the data then. */
export function judgeGate(gate: Gate, awaited: Awaited, ledger: Ledger, sinceMs?: number): JudgedGate {
	const namesOf = (kind: GatedKind): readonly string[] => {
		if (!isAll(gate[kind])) return gate[kind].map(name => name.text);
		return kind === 'reconcile' ? [...awaited.reconcile.keys()] : awaited[kind];
	};
	const parts = [
		...namesOf('reconcile').flatMap(name => reconcileParts(name, awaited, ledger, sinceMs)),
		...namesOf('quality').map(name => sectionPart('quality', name, ledger, sinceMs)),
		...namesOf('acceptance').map(name => sectionPart('acceptance', name, ledger, sinceMs)),
		...(gate.coverage === undefined ? [] : coverageParts(gate.coverage.value, ledger)),
	];
	return { verdict: verdictOf(parts), parts };
}

/** What keeps it shut, in words: `reconcile "orders" rows differs in 3 rows`. What has the same reason is one sentence. */
export function renderObstacles({ parts }: JudgedGate): readonly string[] {
	const byReason = new Map<string, GatePart[]>();
	for (const part of parts) {
		if (part.state === 'passed') continue;
		const key = `${part.kind}\0${part.reason ?? ''}`;
		byReason.set(key, [...(byReason.get(key) ?? []), part]);
	}
	return [...byReason.values()].map(renderParts);
}

const mostNames = 3;

function renderParts(parts: readonly GatePart[]): string {
	const [first] = parts;
	if (!first) return '';
	const { kind, name, check, reason = '' } = first;
	if (kind === 'coverage') return `coverage of the ${parts.map(part => part.name).join(' and ')} ${reason}`;
	const names = [...new Set(parts.map(part => `"${part.name}"`))];
	if (names.length === 1) return [kind, names[0], parts.length > 1 || check === name ? undefined : check, reason].filter(Boolean).join(' ');
	const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
	return `${kind} of ${names.slice(0, mostNames).join(', ')}${more}: ${reason}`;
}

function verdictOf(parts: readonly GatePart[]): GateVerdict {
	const has = (state: GatePart['state']) => parts.some(part => part.state === state);
	if (has('failed')) return 'failed';
	if (has('stale')) return 'stale';
	if (!has('not-run')) return 'passed';
	return has('passed') ? 'open' : 'not-run';
}

function reconcileParts(name: string, { reconcile }: Awaited, ledger: Ledger, sinceMs: number | undefined): readonly GatePart[] {
	const checks = reconcile.get(name) ?? [];
	if (checks.length === 0) return [{ kind: 'reconcile', name, state: 'not-run', reason: 'is compared by no check' }];
	return checks.map(check => {
		const entry = ledger.entries.find(({ result }) => result.section === undefined && result.check === check && isOf(result, name));
		return { kind: 'reconcile', name, check, ...stateOf(entry, sinceMs) };
	});
}

/** A free pair has no mapping, and is named by its check. */
function isOf({ mapping, group, check }: CheckResult, name: string): boolean {
	return mapping === undefined ? check === name : mapping === name || (group?.includes(name) ?? false);
}

function sectionPart(section: 'quality' | 'acceptance', name: string, ledger: Ledger, sinceMs: number | undefined): GatePart {
	const entry = ledger.entries.find(({ result }) => result.section === section && result.check === name);
	return { kind: section, name, ...stateOf(entry, sinceMs) };
}

function stateOf(entry: LedgerEntry | undefined, sinceMs: number | undefined): Pick<GatePart, 'state' | 'reason' | 'atMs'> {
	if (!entry) return { state: 'not-run', reason: 'has not been run' };
	const { result, atMs, isStale } = entry;
	if (isStale) return { state: 'stale', reason: 'was run before the spec or a catalog changed; run it again', atMs };
	if (sinceMs !== undefined && atMs < sinceMs) {
		return { state: 'stale', reason: 'was run before the last step that it depends on was finished; run it again', atMs };
	}
	switch (result.verdict) {
		case 'identical':
		case 'accepted':
			return { state: 'passed', atMs };
		case 'different':
			return { state: 'failed', reason: differenceOf(result), atMs };
		case 'failed':
			return { state: 'failed', reason: `failed${result.reason === undefined ? '' : `: ${result.reason}`}`, atMs };
		case 'partial':
			return { state: 'failed', reason: `is partial${result.reason === undefined ? '' : `: ${result.reason}`}`, atMs };
		case 'not-run':
			return { state: 'not-run', reason: result.reason === undefined ? 'has not been run' : `was not run: ${result.reason}`, atMs };
		default:
			return assertNever(result.verdict);
	}
}

/** How much differs, as far as the result says. */
function differenceOf({ found }: CheckResult): string {
	if (found?.kind === 'rows') {
		const { missing, extra, changed, rejected, duplicate } = found.differences;
		return `differs in ${rowsWords(missing + extra + changed + rejected + duplicate)}`;
	}
	if (found?.kind === 'count') return `differs: ${found.source} in the source, ${found.target} in the target`;
	if (found?.kind === 'violations') return `is broken by ${rowsWords(found.count)}, allowed are ${found.atMost}`;
	return found?.kind === 'acceptance' ? 'is not passed' : 'differs';
}

function rowsWords(count: number): string {
	return `${count} row${count === 1 ? '' : 's'}`;
}

function coverageParts(least: number, { coverage }: Ledger): readonly GatePart[] {
	return (['source', 'target'] as const).map(side => {
		const percent = coverage[side];
		if (percent === undefined) return { kind: 'coverage', name: side, state: 'not-run', reason: 'is unknown without the catalog' };
		if (percent >= least) return { kind: 'coverage', name: side, state: 'passed' };
		return { kind: 'coverage', name: side, state: 'failed', reason: `is ${percent} %, not ${least} %` };
	});
}
