/** Publishes diagnostics: some time after the last change, of the newest versions, each file the union of its specs. */

import type { LspDiagnostic } from '../features/convert';
import { diagnosticsByFile } from '../features/diagnostics';
import type { CatalogStatus } from '../protocol';
import { type Log, safely } from './safely';
import { type Session, type SpecSnapshot, toUri } from './session';

/** Long enough not to work at every letter of a word, short enough to feel at once. */
export const debounceMs = 150;

/** From so many characters on, a spec takes so long that what its text alone tells is published first. */
const largeLength = 100_000;

/** Long enough for what was asked during a step to be read and answered before the next: a timer that is due at once goes before messages. */
const pauseMs = 10;

export interface Publisher {
	diagnostics(uri: string, version: number | undefined, diagnostics: readonly LspDiagnostic[]): void;
	/** The state of the catalogs of a spec. */
	catalogs(uri: string, catalogs: readonly CatalogStatus[]): void;
}

export interface DiagnosticsLoop {
	/** Something changed: publish soon. */
	touch(): void;
	/** A document was opened, which nobody is typing into yet: publish next. Of a large spec first what its text tells, then the whole. */
	opened(): void;
	stop(): void;
}

export function diagnosticsLoop(session: Session, publisher: Publisher, log: Log): DiagnosticsLoop {
	let timer: NodeJS.Timeout | undefined;
	/** What is shown, by file: a published file that no spec speaks of any more is emptied. */
	const shown = new Map<string, { readonly version: number | undefined; readonly diagnostics: readonly LspDiagnostic[] }>();
	function publishAll(): void {
		const byFile = new Map<string, readonly LspDiagnostic[]>();
		for (const spec of session.watchedSpecs()) {
			const snapshot = safely(`Checking ${spec}`, undefined, log, () => session.snapshot(spec));
			if (!snapshot) continue;
			for (const [file, diagnostics] of diagnosticsByFile(snapshot.facts, snapshot.problems, toUri, session.rulePages)) {
				const others = byFile.get(file);
				byFile.set(file, others ? union(others, diagnostics) : diagnostics);
			}
			for (const { file } of snapshot.facts.spec.files) publisher.catalogs(toUri(file), catalogStates(snapshot));
		}
		for (const file of shown.keys()) if (!byFile.has(file)) publish(file, []);
		for (const [file, diagnostics] of byFile) publish(file, diagnostics);
		// Hover and completion tell of them; nothing of what was published does.
		for (const spec of session.watchedSpecs()) safely(`Reading the profiles of ${spec}`, undefined, log, () => session.loadProfiles(spec));
	}
	/** Whether there are large specs that were not looked at since they were opened. What is shown already is never replaced by less. */
	function publishTexts(): boolean {
		const cold = session.watchedSpecs().filter(spec => !shown.has(spec) && (session.document(spec)?.text.length ?? 0) >= largeLength);
		for (const spec of cold) {
			const read = safely(`Reading ${spec}`, undefined, log, () => session.textSnapshot(spec));
			if (!read) continue;
			const { connections, settings } = read.project;
			const byFile = diagnosticsByFile({ spec: read.spec, connections, settings }, read.problems, toUri, session.rulePages);
			for (const [file, diagnostics] of byFile) {
				if (session.document(file) && !shown.has(file)) publish(file, diagnostics);
			}
		}
		return cold.length > 0;
	}
	/** A step at a time, so that who asks for something meanwhile waits for one step. */
	function publishOpened(): void {
		if (!publishTexts()) {
			publishAll();
			return;
		}
		next('Analysing', pauseMs, prepare);
	}
	function prepare(): void {
		const isReady = session.watchedSpecs().every(spec => safely(`Analysing ${spec}`, true, log, () => session.prepare(spec)));
		if (isReady) next('Publishing diagnostics', pauseMs, publishAll);
		else next('Analysing', pauseMs, prepare);
	}
	/** Not again what is shown already, unless the document has another version. */
	function publish(file: string, diagnostics: readonly LspDiagnostic[]): void {
		const version = session.document(file)?.version;
		const before = shown.get(file);
		if (before && before.version === version && JSON.stringify(before.diagnostics) === JSON.stringify(diagnostics)) return;
		if (diagnostics.length === 0 && version === undefined) shown.delete(file);
		else shown.set(file, { version, diagnostics });
		publisher.diagnostics(toUri(file), version, diagnostics);
	}
	/** In place of what was to come next. */
	function next(what: string, delayMs: number, work: () => void): void {
		clearTimeout(timer);
		timer = setTimeout(() => safely(what, undefined, log, work), delayMs);
	}
	return {
		touch: () => next('Publishing diagnostics', debounceMs, publishAll),
		opened: () => next('Publishing diagnostics', 0, publishOpened),
		stop: () => clearTimeout(timer),
	};
}

function union(before: readonly LspDiagnostic[], more: readonly LspDiagnostic[]): readonly LspDiagnostic[] {
	const seen = new Set(before.map(one => JSON.stringify(one)));
	return [...before, ...more.filter(one => !seen.has(JSON.stringify(one)))];
}

export function catalogStates({ facts, project }: SpecSnapshot): readonly CatalogStatus[] {
	return [facts.spec.source, facts.spec.target].flatMap((side): readonly CatalogStatus[] => {
		const connection = side?.connection?.text;
		if (connection === undefined) return [];
		const file = project.catalog(connection);
		if (!file) return [{ connection, state: 'missing' }];
		if (file.kind === 'unreadable') return [{ connection, state: 'unreadable' }];
		return [{ connection, state: 'ready', tables: file.catalog.schemas.reduce((sum, schema) => sum + schema.tables.length, 0) }];
	});
}
