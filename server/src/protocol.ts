/**
 * Our own messages of the Language Server Protocol: names and plain types. Imports no library, because client and server bring different
 * copies of the protocol's.
 */

import type { EndedCheck, PanelModel, PanelRunLine, RunningCheck } from './core/report/panelModel';

/** From the client to the server. Each is answered by the file of `lsp/requests` that has its name. */
export const requests = {
	/** `RefreshCatalogParams` to `RefreshCatalogResult`. Cancellable. */
	refreshCatalog: 'crosswalk/refreshCatalog',
	/** No parameters to `ConnectionsResult`: the connections of all projects of the workspace, as they are known. Connects to nothing. */
	connections: 'crosswalk/connections',
	/** `ConnectionParams` to `TestResult`: opens the connection once, and compares its schema with the committed catalog. Cancellable. */
	testConnection: 'crosswalk/testConnection',
	/** `ConnectionParams` to `CatalogTable[]`: the tables of the committed catalog. */
	catalogTables: 'crosswalk/catalogTables',
	/** `TableParams` to `CatalogColumn[]`. */
	catalogColumns: 'crosswalk/catalogColumns',
	/** `DdlParams` to `string`: SQL to read, not to run. Cancellable, as the live schema is introspected. */
	ddl: 'crosswalk/ddl',
	/** `DraftParams` to `DraftResult`: a first spec for two connections, from their committed catalogs. Writes nothing. */
	draft: 'crosswalk/draft',
	/** `RunParams` to `RunResult`: compares both databases. Cancellable: what is known by then is the result. Runs of a spec follow each other. */
	reconcile: 'crosswalk/reconcile',
	/** `RunParams` to `RunResult`: runs quality rules, acceptance tests and examples. Cancellable like `reconcile`, and in its turn. */
	check: 'crosswalk/check',
	/** `RunParams` to `RunResult`: lets both servers look at the SQL without running it. Cancellable. */
	validateLive: 'crosswalk/validateLive',
	/** `RecordParams` to `RunResult`: keeps what a person found when they went through the steps of an acceptance test. */
	recordAcceptance: 'crosswalk/recordAcceptance',
	/** `SpecParams` to `PersonResult`: who is likely to have found it. */
	person: 'crosswalk/person',
	/** `ProfileParams` to `RunResult`: reads what the columns of the source hold, and keeps it. Cancellable: the tables that were read by then stay. */
	profile: 'crosswalk/profile',
	/** `RunParams` to `RunResult`, with a mapping: what becomes of each column of its target. Touches no database. */
	coverage: 'crosswalk/coverage',
	/** `SpecParams` to `RunResult`: scope, strategy, phases and risks. Touches no database. */
	plan: 'crosswalk/plan',
	/** `SpecParams` to `RunResult`: the timeline of the cutover. Touches no database. */
	cutover: 'crosswalk/cutover',
	/** `SpecParams` to `CutoverStepsResult`: the steps of the cutover, and what may be said of each. Touches no database. */
	cutoverSteps: 'crosswalk/cutoverSteps',
	/** `CutoverStepParams` to `RunResult`: keeps what somebody says of a step, or tells why not. Touches no database. */
	cutoverStep: 'crosswalk/cutoverStep',
	/** `ResultsParams` to `RunResult`: what is known of runs before. Touches no database. */
	results: 'crosswalk/results',
	/** `DifferencesParams` to `PanelRows` of the core: further differences of a check. */
	differences: 'crosswalk/differences',
	/** `SpecParams` to `RunsResult`: the history, newest first. */
	runs: 'crosswalk/runs',
	/** `RowSqlParams` to `RowSqlResult`: the two SELECTs of one row. Touches no database. */
	rowSql: 'crosswalk/rowSql',
	/** `ExportParams` to `ExportResult`: what is known as a file's text. */
	export: 'crosswalk/export',
	/** `ReportParams` to `ReportResult`: the strategy document as a file's text. Touches no database. */
	report: 'crosswalk/report',
	/** `SpecParams` to `CoverageMap` of the core: the coverage of the whole spec. Touches no database. */
	coverageMap: 'crosswalk/coverageMap',
	/** `CoverageEditParams` to `CoverageEditResult`: what maps a column, or leaves it out with a reason. Changes nothing by itself. */
	coverageEdit: 'crosswalk/coverageEdit',
} as const;

/** From the server to the client. Each is answered by the file of `client/src` that has its name. */
export const clientRequests = {
	/** `SecretParams` to `SecretResult`. */
	secret: 'crosswalk/secret',
	/** `ConfirmParams` to `boolean`: before anything runs on a production database. An editor that does not answer has not agreed. */
	confirm: 'crosswalk/confirm',
} as const;

export const notifications = {
	/** To the client, `CatalogsParams`: when a spec's diagnostics are published and its catalogs are not what was last told. */
	catalogs: 'crosswalk/catalogs',
	/** To the client, `RunProgress`: how far a run is, a few times a second. */
	progress: 'crosswalk/progress',
	/** To the server, without parameters: the user trusts the workspace from here on. */
	trusted: 'crosswalk/trusted',
} as const;

/** What the client says in `initialize`. Absent for other editors, where the user trusts what is opened. */
export interface InitializationOptions {
	/** In an untrusted workspace the server connects to nothing and reads no environment variable. */
	readonly trusted: boolean;
	/** The URI of the folder with a Markdown page for each code, which the editor can open. Left out by editors that have none. */
	readonly rulePages?: string;
}

export interface RefreshCatalogParams {
	/** The spec whose two connections are introspected; with `connection`, any file of its project. */
	readonly uri: string;
	/** This one alone. */
	readonly connection?: string;
}

export interface RefreshCatalogResult {
	readonly catalogs: readonly RefreshedCatalog[];
}

export interface RefreshedCatalog {
	readonly connection: string;
	/** Whether the snapshot file is another one than before. */
	readonly changed: boolean;
	/** One sentence for the user when it could not be read; the snapshot is what it was. */
	readonly failure?: string;
}

export interface SecretParams {
	/** The connection's name, to show. */
	readonly connection: string;
	/** `user@host:port/database`: what the secret is kept under, so that a workspace cannot ask for another one's. Holds no password. */
	readonly address: string;
	/** `refused`: the server refused the password that was given last, so the user is asked again. */
	readonly reason: 'missing' | 'refused';
}

/** The password, never empty, or null when the user gives none. */
export type SecretResult = string | null;

export interface CatalogsParams {
	/** The spec, or one of its fragments. */
	readonly uri: string;
	readonly catalogs: readonly CatalogStatus[];
}

export interface CatalogStatus {
	readonly connection: string;
	/** `unreadable`: the snapshot file is there and is not a catalog. */
	readonly state: 'ready' | 'missing' | 'unreadable';
	/** How many tables a ready one has. */
	readonly tables?: number;
}

export interface RunParams {
	/** The spec, or one of its fragments. */
	readonly uri: string;
	/** Only this mapping and those that share its target; absent: the whole spec. */
	readonly mapping?: string;
	/** Chosen by the client, so that it knows the run's progress. */
	readonly run?: string;
	/** Only these checks, by the ids of `PanelCheck`; absent: all. Wins over `mapping`. */
	readonly checks?: readonly string[];
	/** Differences kept of a check; all are counted. Absent: 1,000. */
	readonly maxDifferences?: number;
}

export interface ProfileParams extends RunParams {
	/** Frequent values, too, of columns that are not masked. */
	readonly withValues?: boolean;
}

export interface RecordParams extends SpecParams {
	/** Of the acceptance test. */
	readonly name: string;
	readonly passed: boolean;
	/** The person. */
	readonly by: string;
	readonly note?: string;
}

export interface CutoverStepParams extends SpecParams {
	readonly step: string;
	readonly action: StepAction;
	/** The person. */
	readonly by: string;
	readonly note?: string;
}

export type StepAction = 'start' | 'finish' | 'fail' | 'skip' | 'undo';

export interface CutoverStepsResult {
	/** In the order of their times. */
	readonly steps: readonly {
		readonly name: string;
		readonly does: string;
		readonly state: 'waiting' | 'running' | 'finished' | 'failed' | 'skipped';
		/** What may be said of it; gates are asked when it is said. */
		readonly actions: readonly StepAction[];
	}[];
}

export interface PersonResult {
	/** As git or the system calls them. */
	readonly name?: string;
}

export interface SpecParams {
	/** The spec, or one of its fragments. */
	readonly uri: string;
}

export interface ResultsParams extends SpecParams {
	/** Only this run of the history, by its `startedAt`; absent: the last that is known of each check. */
	readonly startedAt?: string;
}

export interface DifferencesParams extends ResultsParams {
	/** Of the check. */
	readonly id: string;
	readonly offset: number;
	readonly count: number;
}

export interface RunsResult {
	readonly runs: readonly PanelRunLine[];
}

export interface RowSqlParams extends SpecParams {
	readonly mapping: string;
	readonly key: readonly { readonly name: string; readonly value: string | number | null }[];
}

/** Either the text, with both SELECTs, or one sentence why there is none. */
export interface RowSqlResult {
	readonly sql?: string;
	readonly failure?: string;
}

export interface ExportParams extends ResultsParams {
	readonly format: ExportFormat;
}

export type ExportFormat = 'csv' | 'json' | 'markdown' | 'html' | 'junit';

export interface ExportResult {
	readonly text: string;
}

export interface ReportParams extends SpecParams {
	readonly format: 'html' | 'markdown' | 'json';
	readonly language: 'en' | 'de';
}

export interface ReportResult {
	/** Empty after a failure. */
	readonly text: string;
	/** Why there is no document, in a sentence. */
	readonly failure?: string;
}

export interface CoverageEditParams extends SpecParams {
	readonly action: 'map' | 'ignore';
	readonly side: 'source' | 'target';
	/** `schema.table`. */
	readonly table: string;
	/** Absent: the whole table. */
	readonly column?: string;
	/** Of `ignore`. */
	readonly reason?: string;
	/** Of `map`, on a source column: the target column, as `choices` named it. */
	readonly choice?: CoverageChoice;
}

/** A target column that a source column may fill. */
export interface CoverageChoice {
	readonly mapping: string;
	readonly column: string;
}

export interface CoverageEditResult {
	/** To be applied, and shown at its end. */
	readonly edit?: {
		readonly uri: string;
		readonly range: { readonly start: LspPosition; readonly end: LspPosition };
		readonly newText: string;
		/** Where in `newText` the user goes on writing. */
		readonly cursorAt: number;
	};
	/** The user is to choose one, and ask again with it. */
	readonly choices?: readonly CoverageChoice[];
	/** One sentence when nothing can be done from here. */
	readonly failure?: string;
}

export interface LspPosition {
	readonly line: number;
	readonly character: number;
}

export interface RunResult {
	/** The spec's. */
	readonly uri: string;
	/** To be shown: a part of a page without style or script, in which everything of a spec or a database is text. */
	readonly html: string;
	/** The same for a client that draws it itself, when there is a model of it. */
	readonly panel?: PanelModel;
	/** One sentence when nothing was run, which the page says too. */
	readonly failure?: string;
}

export interface RunProgress {
	readonly run: string;
	/** What is under way: `2 of 6: customers, rows`. */
	readonly text: string;
	/** What changes often: `12,000 | 12,000 of about 91,000 rows`. */
	readonly rows?: string;
	/** Of a reconciliation: the checks that run. */
	readonly running?: readonly RunningCheck[];
	/** Checks that ended since it was told last. */
	readonly ended?: readonly EndedCheck[];
	/** How many checks have ended, of how many. */
	readonly done?: { readonly checks: number; readonly total: number };
}

export interface ConfirmParams {
	/** One question. */
	readonly message: string;
	/** What will run, where. */
	readonly detail: string;
	/** The word on the button that agrees. */
	readonly agree: string;
}

export interface ConnectionsResult {
	readonly projects: readonly ProjectConnections[];
}

export interface ProjectConnections {
	/** Of its `connections.yaml`. */
	readonly uri: string;
	/** The project's folder, as shown to the user. */
	readonly name: string;
	readonly connections: readonly KnownConnection[];
}

export interface KnownConnection {
	readonly name: string;
	/** `user@host:port/database` without a password; undefined when a variable or a URL says it. What a password is kept under. */
	readonly address?: string;
	readonly environment?: string;
	/** Of its entry in `connections.yaml`, from 0. */
	readonly line: number;
	/** Of the committed catalog. */
	readonly state: CatalogStatus['state'];
	readonly tables?: number;
	/** `server_version_num` of the server that the catalog is of. */
	readonly version?: number;
	/** When the catalog's file was written, in milliseconds since 1970. */
	readonly writtenAt?: number;
	/** Whether the server's schema is another one than the catalog's; undefined while it was not asked. */
	readonly hasDrift?: boolean;
}

export interface ConnectionParams {
	/** Of any file of the project. */
	readonly uri: string;
	readonly connection: string;
}

export interface TestResult {
	/** Whether the server's schema is the committed catalog's; undefined without one. */
	readonly isSame?: boolean;
	/** One sentence when it could not be opened. */
	readonly failure?: string;
}

export interface TableParams extends ConnectionParams {
	readonly schema: string;
	readonly table: string;
}

/** A place in a document, to go to. */
export interface MappedPlace {
	readonly mapping: string;
	readonly uri: string;
	readonly line: number;
}

export type CoverageState = 'mapped' | 'ignored' | 'unmapped';

export interface CatalogTable {
	readonly schema: string;
	readonly name: string;
	/** `table`, `partitioned`, `view`, `materialized-view` or `foreign-table`. */
	readonly kind: string;
	/** As the server estimates them. */
	readonly rows?: number;
	/** Undefined when no spec of the project has the connection, or the table is not in its scope. */
	readonly state?: CoverageState;
	/** Why it is left out. */
	readonly reason?: string;
	readonly mapped: readonly MappedPlace[];
}

export interface CatalogColumn {
	readonly name: string;
	readonly type: string;
	readonly isNullable: boolean;
	readonly isKey: boolean;
	readonly state?: CoverageState | 'generated';
	readonly reason?: string;
	readonly mapped: readonly MappedPlace[];
}

export interface DdlParams extends ConnectionParams {
	/** This table alone. */
	readonly table?: { readonly schema: string; readonly name: string };
	/** Of the server as it is; else of the committed catalog. */
	readonly isLive?: boolean;
}

export interface DraftParams {
	/** Of any file of the project. */
	readonly uri: string;
	readonly source: string;
	readonly target: string;
}

export interface DraftResult {
	/** Undefined when a catalog is missing. */
	readonly text?: string;
	/** Connections without a catalog. */
	readonly missing: readonly string[];
}

/** The argument of the command `crosswalk.keepPassword`. It never holds the password: the client reads it from the document. */
export interface KeepPassword {
	/** Of `connections.yaml`. */
	readonly uri: string;
	/** Of the document that the fix is for; null when it is not open. */
	readonly version: number | null;
	readonly connection: string;
	/** What the password is kept under. */
	readonly address: string;
	/** Where the password stands, with its quotes. */
	readonly value: TextRange;
	/** What to remove. */
	readonly entry: TextRange;
}

export interface TextRange {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}
