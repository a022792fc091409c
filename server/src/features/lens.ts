/** What lenses have in common: their shape, what they need to know of a spec, and how a last result is told. */

import type { Range } from '../core/base/lines';
import type { SpecFacts } from '../core/mapping/facts';
import type { CutoverLog } from '../core/strategy/happenings';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeLens */
export interface LspCodeLens {
	readonly range: Range;
	readonly command: { readonly title: string; readonly command: string; readonly arguments: readonly LensArguments[] };
}

/** What a lens tells its command. */
export interface LensArguments {
	/** Of the spec, also for a lens in one of its fragments. */
	readonly uri: string;
	readonly mapping?: string;
	/** The ids of checks, of a lens that runs only these. */
	readonly checks?: readonly string[];
	/** Of the cutover, and what is said of it. */
	readonly step?: string;
	readonly action?: string;
}

export type LensRun = 'validate' | 'reconcile';

export interface LensResult {
	/** `✓ 91,004 = 91,004`. */
	readonly text: string;
	readonly ageMs: number;
	/** Whether the mapping or a catalog is another one since. */
	readonly isStale: boolean;
	/** What it ran on: `staging`. */
	readonly where?: string;
}

/** A spec that the file belongs to. */
export interface LensSpec {
	readonly uri: string;
	/** Told in the lens when the file belongs to several. */
	readonly name: string;
	readonly facts: SpecFacts;
	result(mapping: string, run: LensRun): LensResult | undefined;
	/** What has happened in its cutover, by a clock. */
	readonly cutover?: { readonly log?: CutoverLog; readonly nowMs: number };
	/** Of a quality rule, an acceptance test or an example, by `checkId`. */
	entry?(id: string): LensResult | undefined;
}

/** All lenses of one mapping, or of another entry; kept by the caller for the next time. */
export interface MappingLenses {
	readonly uri: string;
	/** The entry's name. */
	readonly mapping: string;
	/** By `checkId`, when it is no mapping. */
	readonly entry?: string;
	readonly lenses: readonly LspCodeLens[];
}

/** What is told behind the word of a lens. */
export function resultText(result: LensResult | undefined): string {
	if (!result) return '';
	const { text, ageMs, where, isStale } = result;
	return ['', text, renderAge(ageMs), ...(where ? [where] : []), ...(isStale ? ['stale'] : [])].join(' · ');
}

/** What lenses call a connection: by its environment where it has one. */
export function whereOf({ connections }: SpecFacts, connection: string | undefined): string | undefined {
	return connections?.entries.find(({ name }) => name.text === connection)?.environment?.text ?? connection;
}

/** `just now`, `2 min ago`, `3 h ago`, `4 days ago`. */
export function renderAge(ageMs: number): string {
	const minutes = Math.floor(ageMs / 60_000);
	if (minutes < 1) return 'just now';
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours} h ago`;
	const days = Math.floor(hours / 24);
	return days === 1 ? '1 day ago' : `${days} days ago`;
}
