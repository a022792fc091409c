/**
 * The migration strategy document as plain data: what `crosswalk report` writes as HTML, Markdown and JSON, in either language, and what two
 * versions of a spec are compared by. Made of the spec, its catalogs, kept results and profiles, and of no clock: the same files give the
 * same document. Holds no value of a row.
 */

import type { FitResult } from '../fit/fit';
import type { SpecFacts } from '../mapping/facts';
import type { TableProfile } from '../profile/profile';
import { harmless } from '../strategy/dataQuality';
import type { Ledger } from '../strategy/judgeGate';
import { planOf } from '../strategy/plan';
import { type DocumentedCheck, documentedChecks } from './document/documentedChecks';
import { type DocumentedCutover, documentedCutover } from './document/documentedCutover';
import { type DocumentedMapping, documentedMappings, optional } from './document/mappingTables';
import { type Responsibility, responsibilities } from './document/responsibilities';
import { type PlanReport, planReport } from './planModel';

export interface StrategyDocument {
	readonly format: 1;
	readonly spec: string;
	readonly name: string;
	readonly plan: PlanReport;
	/** As written, with the facts that it embeds not yet in their places. */
	readonly justification?: string;
	readonly mappings: readonly DocumentedMapping[];
	readonly lookups: readonly { readonly name: string; readonly kind: 'inline' | 'file' | 'query'; readonly content: string }[];
	readonly parameters: readonly { readonly name: string; readonly value: string }[];
	readonly checks: readonly DocumentedCheck[];
	readonly problems: { readonly errors: number; readonly warnings: number };
	readonly cutover?: DocumentedCutover;
	readonly responsibilities: readonly Responsibility[];
	readonly execution: readonly { readonly name: string; readonly value: string }[];
	readonly retention: readonly { readonly system: string; readonly keep: string }[];
	readonly quality: readonly ProfiledTable[];
	readonly dataFit: readonly FittedMapping[];
	readonly signOff: SignOff;
}

/** What a profile says that a reader should know, in figures. */
export interface ProfiledTable {
	readonly table: string;
	/** ISO 8601. */
	readonly at: string;
	readonly rows: number;
	readonly isSample: boolean;
	readonly orphans: readonly { readonly column: string; readonly lookup: string; readonly rows: number }[];
	/** Columns that hold nothing at all. */
	readonly empty: readonly string[];
}

/** What was counted on the source of a mapping before it moves, without keys and values. */
export interface FittedMapping {
	readonly mapping: string;
	/** ISO 8601. */
	readonly at: string;
	readonly rows: number;
	readonly isSample: boolean;
	/** What rows would run into at the target. What is left out or replaced on purpose is none. */
	readonly findings: readonly { readonly about: string; readonly code?: string; readonly rows: number }[];
}

/** What is signed: every file by its hash, and the catalogs by their fingerprints. */
export interface SignOff {
	/** Of the lines `HASH  FILE` of all files: what `sha256sum FILE… | sha256sum` prints. */
	readonly hash: string;
	readonly files: readonly HashedFile[];
	readonly catalogs: readonly {
		readonly side: 'source' | 'target';
		readonly connection: string;
		readonly fingerprint: string;
		/** `server_version_num`. */
		readonly version: number;
	}[];
	/** Of the newest result that is told, ISO 8601. */
	readonly newestResult?: string;
	readonly newestProfile?: string;
	readonly signers: readonly { readonly role: string; readonly who?: string }[];
}

export interface HashedFile {
	readonly name: string;
	/** SHA-256, in hexadecimal digits. */
	readonly sha256: string;
}

export interface DocumentInput {
	readonly ledger: Ledger;
	readonly problems: readonly { readonly code: string; readonly severity: string; readonly mapping?: string }[];
	readonly profiles: readonly TableProfile[];
	/** By mapping, of the mappings as they are. */
	readonly fit: ReadonlyMap<string, FitResult>;
	readonly hash: string;
	readonly files: readonly HashedFile[];
}

/** `shown`: the spec's file as the reader knows it. */
export function strategyDocument(shown: string, facts: SpecFacts, input: DocumentInput): StrategyDocument {
	const { ledger, problems, fit } = input;
	const plan = planOf(facts.spec);
	const cutover = documentedCutover(facts, ledger);
	const count = (severity: string) => problems.filter(one => one.severity === severity).length;
	return {
		format: 1,
		spec: shown,
		name: facts.spec.name?.text ?? shown,
		plan: planReport(shown, facts, { ledger, problems, fit }),
		...optional('justification', plan.strategy.justification?.text.trim()),
		mappings: documentedMappings(facts.mappings),
		lookups: lookupsOf(facts),
		parameters: facts.spec.parameters.map(({ name, value }) => ({ name: name.text, value: value.text ?? 'null' })),
		checks: documentedChecks(facts, ledger),
		problems: { errors: count('error'), warnings: count('warning') },
		...optional('cutover', cutover),
		responsibilities: responsibilities(facts),
		execution: executionOf(facts),
		retention: plan.scope.retention.map(({ system, keep }) => ({ system: system.text, keep: keep.text })),
		quality: input.profiles.map(profiledTable),
		dataFit: facts.mappings.flatMap(({ name }) => fittedMapping(fit.get(name)) ?? []),
		signOff: signOffOf(facts, input, cutover),
	};
}

function lookupsOf({ spec }: SpecFacts): StrategyDocument['lookups'] {
	return spec.lookups.map(({ name, content }) => {
		switch (content.kind) {
			case 'inline':
				return {
					name: name.text,
					kind: 'inline',
					content: content.entries.map(({ key, value }) => `${key.text ?? 'null'} → ${value.text ?? 'null'}`).join(', '),
				};
			case 'file':
				return { name: name.text, kind: 'file', content: `${content.file.text}: ${content.key.text} → ${content.value.text}` };
			default:
				return { name: name.text, kind: 'query', content: content.query.text.trim() };
		}
	});
}

function executionOf({ spec }: SpecFacts): StrategyDocument['execution'] {
	const value = spec.execution?.value;
	if (value?.kind !== 'map') return [];
	return value.entries.flatMap(({ key, value: one }) =>
		one.kind === 'scalar' && one.literal.text !== null ? [{ name: key.text, value: one.literal.text }] : [],
	);
}

function profiledTable({ table, profiledAt, read, columns }: TableProfile): ProfiledTable {
	return {
		table,
		at: profiledAt,
		rows: read.rows,
		isSample: read.kind === 'sample',
		orphans: columns.flatMap(({ name, orphans = [] }) =>
			orphans.filter(({ rows }) => rows > 0).map(({ lookup, rows }) => ({ column: name, lookup, rows })),
		),
		empty: columns.filter(({ nulls }) => read.rows > 0 && nulls === read.rows).map(({ name }) => name),
	};
}

function fittedMapping(result: FitResult | undefined): FittedMapping | undefined {
	if (!result) return undefined;
	const { mapping, measuredAt, rows, sample, findings } = result;
	const found = findings.filter(finding => finding.rows > 0 && !harmless.has(finding.kind));
	return {
		mapping,
		at: measuredAt,
		rows,
		isSample: sample !== undefined,
		findings: found.map(finding => ({ about: finding.about, ...optional('code', finding.code), rows: finding.rows })),
	};
}

function signOffOf(facts: SpecFacts, { ledger, profiles, hash, files }: DocumentInput, cutover: DocumentedCutover | undefined): SignOff {
	const newest = ledger.entries.reduce((most, { atMs }) => Math.max(most, atMs), Number.NEGATIVE_INFINITY);
	const profiled = profiles.map(({ profiledAt }) => profiledAt).sort();
	return {
		hash,
		files,
		catalogs: (['source', 'target'] as const).flatMap(side => {
			const catalog = facts[side]?.catalog;
			const connection = facts.spec[side]?.connection?.text ?? '';
			return catalog ? [{ side, connection, fingerprint: catalog.fingerprint, version: catalog.version }] : [];
		}),
		...optional('newestResult', Number.isFinite(newest) ? new Date(newest).toISOString() : undefined),
		...optional('newestProfile', profiled.at(-1)),
		signers: (cutover?.roles ?? []).map(({ name, who }) => ({ role: name, ...optional('who', who) })),
	};
}
