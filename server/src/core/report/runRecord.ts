/**
 * A run as it is kept, one JSON value a line: what it is of, each result as it came, and how it ended. A run that was killed lacks its last
 * line and is as good to read. Places in the spec are left out: they are sought again in the spec as it is.
 */

import type { SpecFacts } from '../mapping/facts';
import { identityOf, identityOfPair, identityOfTrial } from '../mapping/identity';
import type { CheckResult, RowDifference } from '../reconcile/result';
import type { ReconcileReport } from './model';

export interface RunStart {
	/** The spec's file, as it was shown. */
	readonly spec: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly connections: { readonly source: string; readonly target: string };
	/** What it ran: a comparison of both sides, or quality rules, acceptance tests and examples. Absent: a comparison. */
	readonly kind?: RunKind;
	/** What the results speak of, by mapping, by free pair and by entry; see `identityOf`. Examples are of their mapping. */
	readonly identities: {
		readonly mappings: Readonly<Record<string, string>>;
		readonly pairs: Readonly<Record<string, string>>;
		readonly quality?: Readonly<Record<string, string>>;
		readonly acceptance?: Readonly<Record<string, string>>;
	};
}

export type RunKind = 'reconcile' | 'check';

export type RunEnd = Omit<ReconcileReport, 'spec' | 'startedAt' | 'checks' | 'changes'>;

export interface RunRecord extends RunStart {
	readonly checks: readonly CheckResult[];
	/** Undefined when it was killed, or runs still. */
	readonly end?: RunEnd;
}

/** What a run is of that begins with the spec as it is. */
export function runStart(facts: SpecFacts, spec: string, startedAt: string, kind: RunKind = 'reconcile'): RunStart {
	const ofSection = (section: 'quality' | 'acceptance') =>
		Object.fromEntries(facts.spec[section].map(({ name: { text } }) => [text, identityOfTrial(facts, { section, name: text })]));
	return {
		spec,
		startedAt,
		...(kind === 'check' ? { kind } : {}),
		connections: { source: facts.spec.source?.connection?.text ?? '', target: facts.spec.target?.connection?.text ?? '' },
		identities: {
			mappings: Object.fromEntries(facts.mappings.map(({ name }) => [name, identityOf(facts, facts.mapping(name))])),
			pairs: Object.fromEntries(facts.spec.reconciliation.map(({ name }) => [name.text, identityOfPair(facts, name.text)])),
			quality: ofSection('quality'),
			acceptance: ofSection('acceptance'),
		},
	};
}

export function renderRunStart(start: RunStart): string {
	return line({ format: 1, ...start });
}

export function renderRunResult(result: CheckResult): string {
	return line({ result });
}

export function renderRunEnd({ spec: _, startedAt: __, checks: ___, changes: ____, ...end }: ReconcileReport): string {
	return line({ end });
}

function line(value: unknown): string {
	return `${JSON.stringify(value, (key, part) => (key === 'span' || key === 'sourceRow' ? undefined : part))}\n`;
}

/** Undefined when it is no run, or one of another format. A last line that was cut short is passed over. */
export function parseRun(text: string): RunRecord | undefined {
	const [start, ...rest] = text.split('\n').map(parseLine);
	if (start?.format !== 1 || !isObject(start.identities) || typeof start.startedAt !== 'string') return undefined;
	const checks = rest.flatMap(one => (isObject(one?.result) ? [one.result as unknown as CheckResult] : []));
	const end = rest.find(one => isObject(one?.end))?.end as RunEnd | undefined;
	const { format: _, ...known } = start;
	return { ...(known as unknown as RunStart), checks, ...(end ? { end } : {}) };
}

type Line = Readonly<Record<string, unknown>>;

function parseLine(text: string): Line | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is Line {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a check of a kept run: whether it went to its end, and speaks of the spec as it is. */
export function stillHolds(check: CheckResult, record: RunRecord, start: RunStart): boolean {
	if (check.verdict !== 'identical' && check.verdict !== 'different' && check.verdict !== 'accepted') return false;
	const { source, target } = record.connections;
	if (source !== start.connections.source || target !== start.connections.target) return false;
	const kind = check.mapping === undefined ? 'pairs' : 'mappings';
	const names = check.group ?? [check.mapping ?? check.check];
	return names.every(name => {
		const identity = record.identities[kind]?.[name];
		return identity !== undefined && identity === start.identities[kind][name];
	});
}

/** The result with its places in the spec as it is. */
export function withPlaces(check: CheckResult, facts: SpecFacts): CheckResult {
	if (check.found?.kind !== 'rows') return check;
	const spanOf = (mapping: string | undefined, column: string) =>
		[mapping, ...(check.group ?? [])].flatMap(name =>
			name === undefined ? [] : (facts.mapping(name)?.column(column.split('.')[0] ?? '')?.span ?? []),
		)[0];
	const placed = (row: RowDifference): RowDifference => {
		if (row.kind === 'changed')
			return { ...row, columns: row.columns.map(column => ({ ...column, span: spanOf(check.mapping, column.name) })) };
		return row.kind === 'rejected' ? { ...row, span: spanOf(check.mapping, row.column) } : row;
	};
	return { ...check, found: { ...check.found, rows: check.found.rows.map(placed) } };
}
