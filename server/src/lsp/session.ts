/**
 * All state of the server: open documents, files of the disk, what specs remember. Features see immutable values only. There is no
 * invalidation code beyond forgetting a file that changed: everything else is derived from texts.
 */

import { createHash } from 'node:crypto';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Problem, Severity } from '../core/base/problem';
import type { CatalogChange } from '../core/catalog/diff';
import type { FitResult } from '../core/fit/fit';
import type { SpecFacts } from '../core/mapping/facts';
import { type OpenedSpec, type OpenMemo, type OpenOptions, openMemo, openSpec, type ReadSpec, readSpec } from '../core/mapping/openSpec';
import type { ProfileOf } from '../core/profile/profile';
import { type CheckMemo, type CheckOptions, checkAhead, checkMemo, checkSpec } from '../core/rules/checkSpec';
import { checkText } from '../core/rules/checkText';
import { isFragmentName } from '../core/spec/parseSpec';
import { openProject, type Project, projectMemo } from '../core/spec/project';
import type { SpecSources } from '../core/spec/sources';
import type { CutoverLog } from '../core/strategy/happenings';
import { newestCutoverLog } from '../files/cutoverLogs';
import { readFit } from '../files/fit';
import { makeKnownFits } from './knownFits';
import { isProfileName, type KnownProfiles, makeKnownProfiles } from './knownProfiles';
import { type KnownRuns, makeKnownRuns } from './knownRuns';
import type { Outside } from './outside';
import { makeResults, type Results } from './results';

export interface OpenDocument {
	readonly uri: string;
	readonly file: string;
	readonly version: number;
	readonly text: string;
}

/** The state of one spec at one moment. */
export interface SpecSnapshot extends OpenedSpec {
	readonly file: string;
	readonly problems: readonly Problem[];
}

export interface Session {
	/** In an untrusted workspace nothing is connected to, and no environment variable is read. */
	isTrusted: boolean;
	/** The URI of the folder with a page for each code; undefined when the editor can open none. */
	rulePages: string | undefined;
	/** Folders of the workspace. */
	folders: readonly string[];
	/** By code; wins over `settings.yaml`. */
	severities: ReadonlyMap<string, Severity | 'off'>;
	/** The commands of lenses that the user does not want to see. */
	hiddenLenses: 'all' | readonly string[];
	open(document: Omit<OpenDocument, 'file'>): void;
	close(uri: string): void;
	document(file: string): OpenDocument | undefined;
	/** Forgets what was read of these files, and of the folders' lists. */
	changedOnDisk(uris: readonly string[]): void;
	/** Forgets all that was read of the disk. */
	forgetDisk(): void;
	/** Specs whose diagnostics someone looks at: open ones, and those that include an open fragment. */
	watchedSpecs(): readonly string[];
	snapshot(spec: string): SpecSnapshot;
	/** What is known of a spec without looking for problems, for what must answer at once. Made once per change of a document or a file. */
	opened(spec: string): OpenedSpec;
	/** Makes a part of what a snapshot of a large spec takes. Whether nothing of it is left. */
	prepare(spec: string): boolean;
	/** What the texts of a spec say, and what is wrong with them whatever the catalogs say. Each problem is one of the snapshot's, too. */
	textSnapshot(spec: string): ReadSpec & { readonly problems: readonly Problem[] };
	/** What the texts of a spec say, without a look at SQL. */
	read(spec: string): ReadSpec;
	/** The project of a file, whatever the file is. It shares what specs have read of it. */
	project(file: string): Project;
	/** All specs of the workspace, open or not. */
	allSpecs(): readonly string[];
	/** The specs that a document belongs to: itself, or those that include it. */
	specsOf(uri: string): readonly string[];
	/** Files with open documents laid over them. */
	readonly sources: SpecSources;
	/** What the columns of the source of a spec hold, as far as it was profiled. Asks no disk. */
	profiles(spec: string): ProfileOf;
	/** Reads the profiles of a spec when they changed. Not for a request. */
	loadProfiles(spec: string): void;
	/** What has happened in the cutover of a spec, of the newest time through it. */
	cutoverLog(spec: string): CutoverLog | undefined;
	/** Whether there is any whose lateness is shown. */
	hasCutoverLog(): boolean;
	/** Something was added to it. */
	forgetCutover(spec: string): void;
	/** What runs found. */
	readonly results: Results;
	/** What was found in the data, by mapping, as far as it is of the mappings and catalogs as they are. */
	fit(spec: string): ReadonlyMap<string, FitResult>;
	keepFit(spec: string, results: readonly FitResult[]): void;
	/** The same with all that was found, for the panel. */
	readonly known: KnownRuns;
	/** By the file of the committed catalog: the fingerprint that its server had when it was last asked. */
	readonly liveFingerprints: Map<string, string>;
	/** By the same: what had changed there. */
	readonly liveChanges: Map<string, readonly CatalogChange[]>;
	/** Connections whose last password was refused, of a project: the user is asked again, not the storage. */
	readonly refusedPasswords: Set<string>;
}

/** Some tenths of a second. */
const mappingsAStep = 400;

export function makeSession(outside: Outside, onBug: (code: string, error: unknown) => void): Session {
	const documents = new Map<string, OpenDocument>();
	const disk = new Map<string, DiskFile | undefined>();
	/** One for all specs, so that those of a project share its catalogs. */
	const projects = projectMemo();
	const memos = new Map<string, { readonly open: OpenMemo; readonly check: CheckMemo }>();
	let knownSpecs: readonly string[] | undefined;
	/** By spec, of the documents and files as they are. */
	let openedSpecs = new Map<string, { readonly opened: OpenedSpec; readonly isTrusted: boolean }>();
	let readSpecs = new Map<string, ReadSpec>();
	const profiles: KnownProfiles = makeKnownProfiles(outside.files);
	const checked = new WeakMap<
		SpecFacts,
		{ readonly severities: Session['severities']; readonly fit: CheckOptions['fit']; readonly snapshot: SpecSnapshot }
	>();
	const fits = makeKnownFits();
	const cutoverLogs = new Map<string, { readonly log?: CutoverLog }>();
	const sources: SpecSources = {
		...outside.files,
		text(file) {
			const document = documents.get(file);
			if (document) return document.text;
			const found = onDisk(file);
			const text = found && (found.text ?? outside.files.text(file));
			if (found && isCatalogName(file)) found.text = undefined;
			return text;
		},
		stamp: file => documents.get(file)?.text ?? onDisk(file)?.stamp,
	};
	const session: Session = {
		isTrusted: true,
		rulePages: undefined,
		folders: [],
		severities: new Map(),
		hiddenLenses: [],
		sources,
		results: makeResults(),
		known: makeKnownRuns(),
		liveFingerprints: new Map(),
		liveChanges: new Map(),
		fit: spec => fitOf(spec, session.opened(spec)),
		keepFit: (spec, results) => fits.keep(spec, results, () => readFit(outside.files, session.opened(spec).project.folder, spec)),
		refusedPasswords: new Set(),
		open(document) {
			const file = toFile(document.uri);
			documents.set(file, { ...document, file });
			forgetSpecs();
		},
		close(uri) {
			const file = toFile(uri);
			documents.delete(file);
			disk.delete(file);
			forgetSpecs();
			if (!session.watchedSpecs().includes(file)) memos.delete(file);
		},
		document: file => documents.get(file),
		changedOnDisk(uris) {
			const files = uris.map(toFile);
			profiles.forget(files);
			if (files.some(isCutoverLogName)) cutoverLogs.clear();
			// Specs depend on neither.
			if (files.every(file => isProfileName(file) || isCutoverLogName(file))) return;
			for (const file of files) disk.delete(file);
			knownSpecs = undefined;
			forgetSpecs();
		},
		forgetDisk() {
			profiles.forget();
			cutoverLogs.clear();
			disk.clear();
			knownSpecs = undefined;
			forgetSpecs();
		},
		watchedSpecs: () => [...new Set([...documents.values()].filter(isSpecDocument).flatMap(document => session.specsOf(document.uri)))],
		read: readOf,
		project: file => openProject(file, sources, projects),
		allSpecs,
		specsOf(uri) {
			const file = toFile(uri);
			if (!isFragmentName(file)) return [file];
			const including = allSpecs().filter(spec => includes(spec, file));
			return including.length > 0 ? including : [file];
		},
		snapshot(spec) {
			const opened = withLive(spec, session.opened(spec), optionsOf(spec));
			const known = checked.get(opened.facts);
			const fit = fitOf(spec, opened);
			if (known?.severities === session.severities && known.fit === fit) return known.snapshot;
			const problems = checkSpec(opened.facts, { severities: severitiesOf(opened), onBug, remembered: memoOf(spec).check, fit });
			const snapshot = { ...opened, file: spec, problems };
			checked.set(opened.facts, { severities: session.severities, fit, snapshot });
			return snapshot;
		},
		opened(spec) {
			const known = openedSpecs.get(spec);
			if (known?.isTrusted === session.isTrusted) return known.opened;
			const opened = openSpec(spec, sources, optionsOf(spec), readOf(spec));
			openedSpecs.set(spec, { opened, isTrusted: session.isTrusted });
			return opened;
		},
		profiles(spec) {
			const { project, facts } = session.opened(spec);
			return profiles.of(project.folder, facts.spec.source?.connection?.text);
		},
		loadProfiles(spec) {
			const { project, facts } = session.opened(spec);
			profiles.load(project.folder, facts.spec.source?.connection?.text);
		},
		cutoverLog(spec) {
			const known = cutoverLogs.get(spec) ?? readCutoverLog(spec);
			cutoverLogs.set(spec, known);
			return known.log;
		},
		hasCutoverLog: () => [...cutoverLogs.values()].some(({ log }) => log !== undefined),
		forgetCutover: spec => void cutoverLogs.delete(spec),
		prepare(spec) {
			return checkAhead(session.opened(spec).facts, { onBug, remembered: memoOf(spec).check }, mappingsAStep);
		},
		textSnapshot(spec) {
			const read = readOf(spec);
			return { ...read, problems: checkText(read, severitiesOf(read)) };
		},
	};
	return session;

	function readCutoverLog(spec: string): { readonly log?: CutoverLog } {
		const { folder } = session.opened(spec).project;
		const newest = folder === undefined ? undefined : newestCutoverLog(outside.files, folder, spec);
		return newest ? { log: newest.log } : {};
	}

	function forgetSpecs(): void {
		openedSpecs = new Map();
		readSpecs = new Map();
	}

	function readOf(spec: string): ReadSpec {
		const read = readSpecs.get(spec) ?? readSpec(spec, sources, optionsOf(spec));
		readSpecs.set(spec, read);
		return read;
	}

	function fitOf(spec: string, { facts, project }: OpenedSpec): ReadonlyMap<string, FitResult> {
		return fits.of(spec, facts, () => readFit(outside.files, project.folder, spec));
	}

	function severitiesOf({ project }: ReadSpec | OpenedSpec): ReadonlyMap<string, Severity | 'off'> {
		return new Map([...(project.settings?.rules ?? []), ...session.severities]);
	}

	/** Adds what servers said when they were asked, as far as it is of the spec and the catalogs as they are. */
	function withLive(spec: string, opened: OpenedSpec, options: OpenOptions): OpenedSpec {
		const live = session.results.live(spec, opened.facts);
		const stale = (['source', 'target'] as const).filter(side => {
			const connection = opened.facts.spec[side]?.connection?.text;
			const catalog = connection === undefined ? undefined : opened.project.catalog(connection);
			const fingerprint = catalog && session.liveFingerprints.get(catalog.file);
			return catalog?.kind === 'ready' && fingerprint !== undefined && fingerprint !== catalog.catalog.fingerprint;
		});
		if (live.length === 0 && stale.length === 0) return opened;
		const changesOf = (side: 'source' | 'target') => {
			const connection = opened.facts.spec[side]?.connection?.text;
			return session.liveChanges.get((connection === undefined ? undefined : opened.project.catalog(connection)?.file) ?? '');
		};
		const drift = { source: changesOf('source'), target: changesOf('target') };
		return openSpec(spec, sources, { ...options, live, stale, drift }, readOf(spec));
	}

	function optionsOf(spec: string): OpenOptions {
		return { remembered: memoOf(spec).open, isSet: session.isTrusted ? name => Boolean(outside.variable(name)) : undefined };
	}

	function memoOf(spec: string) {
		const memo = memos.get(spec) ?? { open: { ...openMemo(), project: projects }, check: checkMemo() };
		memos.set(spec, memo);
		return memo;
	}

	function onDisk(file: string): DiskFile | undefined {
		if (!disk.has(file)) {
			const text = outside.files.text(file);
			const stamp = text !== undefined && isCatalogName(file) ? createHash('sha1').update(text).digest('base64') : text;
			disk.set(file, stamp === undefined ? undefined : { text, stamp });
		}
		return disk.get(file);
	}

	/** Specs on disk and open ones that are not saved yet. */
	function allSpecs(): readonly string[] {
		knownSpecs ??= session.folders.flatMap(folder => outside.files.specsBelow(folder));
		const open = [...documents.values()].filter(isSpecDocument).map(document => document.file);
		return [...new Set([...knownSpecs, ...open.filter(file => !isFragmentName(file))])];
	}

	/** The reverse of `include`; what a spec includes is read through its memo, so asking again is cheap. */
	function includes(spec: string, fragment: string): boolean {
		return session.opened(spec).facts.spec.files.some(one => one.file === fragment);
	}
}

interface DiskFile {
	/** Of a catalog undefined once it was read. */
	text: string | undefined;
	/** The text, or a digest of it. */
	readonly stamp: string;
}

/** What is made of a catalog is kept, and its text would be as much again. */
function isCatalogName(file: string): boolean {
	return /[\\/]\.crosswalk[\\/]catalogs[\\/][^\\/]*\.json$/.test(file);
}

/** Whether it is the log of a cutover. */
export function isCutoverLogName(file: string): boolean {
	return /[\\/]\.crosswalk[\\/]runs[\\/].*[\\/]cutover[\\/][^\\/]*\.jsonl$/.test(file);
}

function isSpecDocument({ file }: OpenDocument): boolean {
	return !/[\\/]\.crosswalk[\\/]/.test(file);
}

/** A path for files of the disk; other schemes keep their URI as name. */
export function toFile(uri: string): string {
	return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}

export function toUri(file: string): string {
	return /^[a-z][\w+.-]+:/i.test(file) && !/^[a-z]:[\\/]/i.test(file) ? file : pathToFileURL(file).href;
}
