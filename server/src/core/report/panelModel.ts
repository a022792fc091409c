/**
 * What the result panel is made of, as plain JSON: every check of a spec with the last that is known of it. Types only; the panel's page
 * imports them, as does the protocol.
 */

import type { CheckResult, CheckSection, RowDifference } from '../reconcile/result';
import type { RunChanges, SideReport } from './model';

export interface PanelModel {
	/** The spec's file, as shown. */
	readonly spec: string;
	readonly uri: string;
	readonly connections: { readonly source: string; readonly target: string };
	/** Those whose database has changed since its catalog was taken, as far as a server was asked. */
	readonly stale?: readonly string[];
	/** The newest run, or the one of the history that is looked at. */
	readonly run?: PanelRun;
	/** Whether it is a run of the history, and not what is known by now. */
	readonly isHistory?: true;
	/** In the order of the spec; checks that it has no more are left out. */
	readonly checks: readonly PanelCheck[];
}

export interface PanelRun {
	/** ISO 8601; names the run. */
	readonly startedAt: string;
	readonly elapsedMs: number;
	readonly interrupted?: true;
	readonly sides: { readonly source: SideReport; readonly target: SideReport };
	/** What is other than in the run before. */
	readonly changes?: RunChanges;
}

export interface PanelCheck {
	/** Unique in the spec, the same from run to run. */
	readonly id: string;
	/** Of mappings that share a target; of a free pair, or what is not of a mapping, the section. */
	readonly heading: string;
	readonly mapping?: string;
	readonly check: string;
	readonly section?: CheckSection;
	/** What it found, in a phrase. Empty when it never ran. */
	readonly summary: string;
	/** Undefined when it never ran. Holds the first differences only: `kept` says how many there are to ask for. */
	readonly result?: CheckResult;
	readonly kept: number;
	/** When the run started that it is of, ISO 8601. */
	readonly ranAt?: string;
	/** Whether the mapping or a catalog is another one since. */
	readonly isStale?: true;
	/** Where the spec asks for it. */
	readonly place?: PanelPlace;
	/** Where the spec makes each column. */
	readonly columns: Readonly<Record<string, PanelPlace>>;
}

export interface PanelPlace {
	/** As shown. */
	readonly file: string;
	readonly uri: string;
	/** From 0. */
	readonly line: number;
}

/** Differences of one check, from `offset` on. */
export interface PanelRows {
	readonly id: string;
	readonly offset: number;
	readonly rows: readonly RowDifference[];
}

/** A run of the history. */
export interface PanelRunLine {
	readonly startedAt: string;
	/** A sentence: how it ended. */
	readonly verdict: string;
	readonly isGreen: boolean;
	readonly checks: number;
	readonly green: number;
	/** Each check that is not green, in words. */
	readonly open: readonly string[];
	readonly elapsedMs?: number;
}

/** How a check does that runs at this moment. */
export interface RunningCheck {
	readonly id: string;
	/** Rows read of each side, once there are some. */
	readonly rows?: { readonly source: number; readonly target: number };
	/** By the catalog's estimate. */
	readonly expectedRows?: number;
	readonly elapsedMs: number;
	/** At the speed so far. */
	readonly leftMs?: number;
}

/** A check that has just ended. */
export interface EndedCheck {
	readonly id: string;
	readonly verdict: CheckResult['verdict'];
	readonly summary: string;
}
