/** What the extension and the page of a panel say to each other. Types only: both sides import them. */

import type { CoverageMap } from '../../../server/src/core/report/coverageMap';
import type { EndedCheck, PanelModel, PanelRows, PanelRunLine, RunningCheck } from '../../../server/src/core/report/panelModel';

export type ToPanel =
	/** Made by the server, in which everything of a spec or a database is text. */
	| { readonly kind: 'page'; readonly html: string; readonly isNew?: boolean }
	/** `isNew`: a run has just ended with it, so that what asks for attention is selected. */
	| { readonly kind: 'results'; readonly model: PanelModel; readonly isNew?: boolean }
	/** `startedAt`: of the run of the history that they are of. */
	| { readonly kind: 'rows'; readonly startedAt?: string; readonly rows: PanelRows }
	| { readonly kind: 'runs'; readonly runs: readonly PanelRunLine[] }
	/** `mapping`: to be brought to sight, empty for all of them. */
	| { readonly kind: 'coverage'; readonly map: CoverageMap; readonly mapping?: string }
	| { readonly kind: 'progress'; readonly progress: PanelProgress }
	/** Nothing runs. */
	| { readonly kind: 'idle' };

export interface PanelProgress {
	/** Read out when it changes. */
	readonly text: string;
	/** Changes often; is not read out. */
	readonly rows?: string;
	/** Milliseconds since 1970. */
	readonly startedAtMs: number;
	readonly running?: readonly RunningCheck[];
	/** Of this run so far. */
	readonly ended?: readonly EndedCheck[];
	readonly done?: { readonly checks: number; readonly total: number };
	/** The user has cancelled, and the databases have not let go yet. */
	readonly isCancelling?: boolean;
}

export type FromPanel =
	/** The page can be filled. Said again whenever it was hidden and is shown. */
	| { readonly kind: 'ready' }
	/** `line` from 0. */
	| { readonly kind: 'open'; readonly uri: string; readonly line: number }
	| { readonly kind: 'cancel' }
	/** The ids of checks; absent: all of the spec. */
	| { readonly kind: 'run'; readonly checks?: readonly string[] }
	| { readonly kind: 'more'; readonly id: string; readonly offset: number; readonly startedAt?: string }
	/** The schema of a connection is read anew. */
	| { readonly kind: 'refreshCatalog'; readonly connection: string }
	| { readonly kind: 'history' }
	/** A run of the history; absent: what is known by now. */
	| { readonly kind: 'look'; readonly startedAt?: string }
	| { readonly kind: 'sql'; readonly mapping: string; readonly key: readonly KeyPart[] }
	| { readonly kind: 'export'; readonly format: ExportFormat; readonly startedAt?: string }
	| { readonly kind: 'copy'; readonly text: string }
	| { readonly kind: 'coverage' }
	| { readonly kind: 'edit'; readonly edit: CoverageEdit }
	| { readonly kind: 'saveSvg'; readonly name: string; readonly text: string }
	/** The page's script has failed. */
	| { readonly kind: 'failed'; readonly message: string };

export interface KeyPart {
	readonly name: string;
	readonly value: string | number | null;
}

export type ExportFormat = 'csv' | 'json' | 'markdown' | 'html' | 'junit';

export interface CoverageEdit {
	readonly action: 'map' | 'ignore';
	readonly side: 'source' | 'target';
	readonly table: string;
	readonly column?: string;
}
