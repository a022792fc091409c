/**
 * The plan of a spec as typed values: scope, strategy, execution and risks. What is missing or misshapen is absent here; whether the plan is
 * any good is looked at elsewhere. The cutover has its own reading.
 */

import { oncePer } from '../base/memo';
import type { Span } from '../base/span';
import { type PlanValue, planAt, type Section, type Spec, type SqlScalar, type Text } from '../spec/spec';
import { type Amount, amountAt, type Duration, durationAt, entriesAt, type Gate, gateAt, textAt, textsAt, wordAt } from './planValues';

export interface Plan {
	readonly scope: Scope;
	readonly strategy: Strategy;
	readonly execution: Execution;
	readonly risks: readonly Risk[];
}

export interface Scope {
	readonly criticality: readonly { readonly mapping: Text; readonly level: Text }[];
	readonly growthPerDay: readonly { readonly mapping: Text; readonly rows: number }[];
	/** Stated, until something was measured. */
	readonly rowsPerSecond?: Amount;
	readonly downtimeAllowed?: Duration;
	readonly dataLossAllowed?: Duration;
	readonly reversibleFor?: Duration;
	readonly data: readonly { readonly mapping: Text; readonly kind: Text }[];
	readonly retention: readonly { readonly system: Text; readonly keep: Text }[];
	readonly blackouts: readonly Text[];
}

export const patterns = ['big-bang', 'phased'] as const;
export const availabilities = ['maintenance-window', 'zero-downtime'] as const;
export const synchronisations = ['one-time-copy', 'delta', 'dual-write'] as const;
export const transfers = ['database-copy', 'etl-tool', 'api'] as const;

export type Pattern = (typeof patterns)[number];
export type Availability = (typeof availabilities)[number];
export type Synchronisation = (typeof synchronisations)[number];
export type Transfer = (typeof transfers)[number];

/** What a strategy chooses along. */
export type Dimension = 'pattern' | 'availability' | 'synchronisation' | 'transfer';

type Word<W extends string> = Text & { readonly word: W };

export interface Strategy {
	/** Undefined when the section is not there. */
	readonly span?: Span;
	readonly pattern?: Word<Pattern>;
	readonly availability?: Word<Availability>;
	readonly synchronisation?: Word<Synchronisation>;
	readonly transfer?: Word<Transfer>;
	readonly justification?: Text & { readonly sql?: SqlScalar };
	readonly phases: readonly Phase[];
	readonly rehearsals: readonly Rehearsal[];
	readonly fallback?: Fallback;
	readonly dualWrite?: DualWrite;
}

export interface Phase {
	readonly name: Text;
	readonly span: Span;
	readonly mappings: readonly Text[];
	readonly where: readonly { readonly mapping: Text; readonly condition: SqlScalar }[];
	readonly after: readonly Text[];
	readonly owner?: Text;
	readonly starts?: Text;
	readonly gate?: Gate;
}

export interface Rehearsal {
	readonly name: Text;
	readonly span: Span;
	readonly on?: Text;
	readonly when?: Text;
	readonly data?: Text;
	readonly owner?: Text;
	readonly gate?: Gate;
	readonly took?: Duration;
	readonly verdict?: Word<'passed' | 'failed'>;
}

export interface Fallback {
	readonly span: Span;
	readonly until?: Text;
	readonly trigger?: Text;
	readonly decide?: Text;
	readonly how?: Text;
	readonly newData?: Word<'sync-back' | 'replay' | 'lost'>;
}

export interface DualWrite {
	readonly span: Span;
	readonly by?: Text;
	readonly first?: Text;
	readonly conflicts?: Text;
	readonly lagAllowed?: Duration;
	readonly ends?: Text;
}

export interface Execution {
	readonly batchRows?: number;
	readonly parallel?: number;
	readonly onReject?: Text;
	readonly retries?: number;
}

export type Level = 'low' | 'medium' | 'high';

export const levels = ['low', 'medium', 'high'] as const;

export interface Risk {
	readonly name: Text;
	readonly span: Span;
	readonly description?: Text;
	readonly likelihood?: Word<Level>;
	readonly impact?: Word<Level>;
	readonly mitigation?: Text;
	readonly contingency?: Text;
	readonly owner?: Text;
	/** A date. */
	readonly review?: Text;
	readonly watch?: Watch;
}

/** What raises or closes a risk: checks, rules, facts of the plan beyond a threshold. */
export interface Watch extends Gate {
	/** Codes of diagnostics. */
	readonly rules: readonly Text[];
	readonly facts: readonly Threshold[];
}

export interface Threshold {
	/** See `planFacts`. */
	readonly fact: Text;
	readonly above?: Text;
	readonly below?: Text;
}

/** Made once per section, which is the same from one keystroke to the next while its text is. */
export function planOf({ scope, strategy, execution, risks }: Spec): Plan {
	return { scope: scopeOf(scope), strategy: strategyOf(strategy), execution: executionOf(execution), risks: risksOf(risks) };
}

function perSection<Value>(read: (value: PlanValue | undefined) => Value): (section: Section | undefined) => Value {
	const made = oncePer((section: Section) => read(section.value));
	const absent = read(undefined);
	return section => (section ? made(section) : absent);
}

const scopeOf = perSection(
	(value): Scope => ({
		criticality: entriesAt(value, 'criticality').flatMap(({ name, value: level }) => named('level', name, textAt(level))),
		growthPerDay: entriesAt(value, 'volumes', 'growth_per_day').flatMap(({ name, value: rows }) => {
			const amount = amountAt(rows);
			return amount ? [{ mapping: name, rows: amount.value }] : [];
		}),
		rowsPerSecond: amountAt(value, 'volumes', 'rows_per_second'),
		downtimeAllowed: durationAt(value, 'continuity', 'downtime_allowed'),
		dataLossAllowed: durationAt(value, 'continuity', 'data_loss_allowed'),
		reversibleFor: durationAt(value, 'continuity', 'reversible_for'),
		data: entriesAt(value, 'data').flatMap(({ name, value: kind }) => named('kind', name, textAt(kind))),
		retention: entriesAt(value, 'retention').flatMap(({ name, value: keep }) => {
			const text = textAt(keep);
			return text ? [{ system: name, keep: text }] : [];
		}),
		blackouts: textsAt(value, 'blackouts'),
	}),
);

function named<Key extends string>(key: Key, mapping: Text, text: Text | undefined) {
	return text ? [{ mapping, [key]: text } as { readonly mapping: Text } & Readonly<Record<Key, Text>>] : [];
}

const strategyOf = perSection((value): Strategy => {
	const justification = planAt(value, 'justification');
	const text = textAt(justification);
	return {
		span: value?.span,
		pattern: wordAt(value, patterns, 'pattern'),
		availability: wordAt(value, availabilities, 'availability'),
		synchronisation: wordAt(value, synchronisations, 'synchronisation'),
		transfer: wordAt(value, transfers, 'transfer'),
		justification: text && { ...text, ...(justification?.kind === 'scalar' ? { sql: justification.sql } : {}) },
		phases: entriesAt(value, 'phases').map(({ name, value: phase, span }) => phaseOf(name, phase, span)),
		rehearsals: entriesAt(value, 'rehearsals').map(({ name, value: rehearsal, span }) => rehearsalOf(name, rehearsal, span)),
		fallback: fallbackOf(planAt(value, 'fallback')),
		dualWrite: dualWriteOf(planAt(value, 'dual_write')),
	};
});

function phaseOf(name: Text, value: PlanValue, span: Span): Phase {
	return {
		name,
		span,
		mappings: textsAt(value, 'mappings'),
		where: entriesAt(value, 'where').flatMap(({ name: mapping, value: condition }) =>
			condition.kind === 'scalar' && condition.sql ? [{ mapping, condition: condition.sql }] : [],
		),
		after: textsAt(value, 'after'),
		owner: textAt(value, 'owner'),
		starts: textAt(value, 'starts'),
		gate: gateAt(value, 'gate'),
	};
}

function rehearsalOf(name: Text, value: PlanValue, span: Span): Rehearsal {
	return {
		name,
		span,
		on: textAt(value, 'on'),
		when: textAt(value, 'when'),
		data: textAt(value, 'data'),
		owner: textAt(value, 'owner'),
		gate: gateAt(value, 'gate'),
		took: durationAt(value, 'result', 'took'),
		verdict: wordAt(value, ['passed', 'failed'] as const, 'result', 'verdict'),
	};
}

function fallbackOf(value: PlanValue | undefined): Fallback | undefined {
	if (value?.kind !== 'map') return undefined;
	return {
		span: value.span,
		until: textAt(value, 'until'),
		trigger: textAt(value, 'trigger'),
		decide: textAt(value, 'decide'),
		how: textAt(value, 'how'),
		newData: wordAt(value, ['sync-back', 'replay', 'lost'] as const, 'new_data'),
	};
}

function dualWriteOf(value: PlanValue | undefined): DualWrite | undefined {
	if (value?.kind !== 'map') return undefined;
	return {
		span: value.span,
		by: textAt(value, 'by'),
		first: textAt(value, 'first'),
		conflicts: textAt(value, 'conflicts'),
		lagAllowed: durationAt(value, 'lag_allowed'),
		ends: textAt(value, 'ends'),
	};
}

const executionOf = perSection(
	(value): Execution => ({
		batchRows: amountAt(value, 'batch_rows')?.value,
		parallel: amountAt(value, 'parallel')?.value,
		onReject: textAt(value, 'on_reject'),
		retries: amountAt(value, 'retries')?.value,
	}),
);

const risksOf = perSection((value): readonly Risk[] =>
	entriesAt(value).map(({ name, value: risk, span }) => ({
		name,
		span,
		description: textAt(risk, 'description'),
		likelihood: wordAt(risk, levels, 'likelihood'),
		impact: wordAt(risk, levels, 'impact'),
		mitigation: textAt(risk, 'mitigation'),
		contingency: textAt(risk, 'contingency'),
		owner: textAt(risk, 'owner'),
		review: textAt(risk, 'review'),
		watch: watchOf(risk),
	})),
);

function watchOf(risk: PlanValue): Watch | undefined {
	const gate = gateAt(risk, 'watch');
	if (!gate) return undefined;
	return {
		...gate,
		rules: textsAt(risk, 'watch', 'rules'),
		facts: entriesAt(risk, 'watch', 'facts').map(({ name, value }) => ({
			fact: name,
			above: textAt(value, 'above'),
			below: textAt(value, 'below'),
		})),
	};
}
