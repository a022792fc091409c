/** Reads what a strategy document is made of beside the spec: kept results, profiles, and the bytes that are signed. Writes nothing. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import { fitOfSpec } from '../core/fit/kept';
import type { OpenedSpec } from '../core/mapping/openSpec';
import { type DocumentInput, type HashedFile, type StrategyDocument, strategyDocument } from '../core/report/documentModel';
import type { SpecSources } from '../core/spec/sources';
import type { Ledger } from '../core/strategy/judgeGate';
import type { Files } from './files';
import { readFit } from './fit';
import { readLedger } from './ledger';
import { profileFolder, readProfiles } from './profiles';

/** The spec as it is opened, with its file's path and its name for the reader. */
export interface DocumentedSpec extends OpenedSpec {
	readonly file: string;
	readonly shown: string;
}

/** `problemsOf`: of the spec, by what was found in the data. */
export function readDocument(
	files: Files,
	spec: DocumentedSpec,
	problemsOf: (fit: DocumentInput['fit']) => DocumentInput['problems'],
): StrategyDocument {
	const { project, facts } = spec;
	const fit = fitOfSpec(facts, readFit(files, project.folder, spec.file)).valid;
	const connection = facts.spec.source?.connection?.text;
	const profiles =
		project.folder === undefined || connection === undefined ? [] : readProfiles(files, profileFolder(project.folder, connection));
	return documentOf(files, spec, {
		ledger: readLedger(files, spec),
		problems: problemsOf(fit),
		fit,
		profiles: [...profiles].sort((a, b) => a.table.localeCompare(b.table, 'en')),
	});
}

/** Of the spec alone, without what was found when something was run: what two versions are compared by. */
export function plainDocument(sources: SpecSources, spec: DocumentedSpec): StrategyDocument {
	const ledger: Ledger = { entries: [], coverage: {} };
	return documentOf(sources, spec, { ledger, problems: [], profiles: [], fit: new Map() });
}

function documentOf(
	sources: SpecSources,
	{ facts, file, shown }: DocumentedSpec,
	input: Omit<DocumentInput, 'hash' | 'files'>,
): StrategyDocument {
	const hashed = hashedFiles(sources, facts.spec, file);
	const hash = sha256(hashed.map(({ name, sha256: own }) => `${own}  ${name}\n`).join(''));
	return strategyDocument(shown, facts, { ...input, hash, files: hashed });
}

/** The spec, its fragments and its lookup files, by their names as seen from the spec. */
function hashedFiles(sources: SpecSources, spec: OpenedSpec['facts']['spec'], file: string): readonly HashedFile[] {
	const lookups = spec.lookups.flatMap(({ content }) => (content.kind === 'file' ? [sources.resolve(file, content.file.text)] : []));
	const all = [...new Set([...spec.files.map(one => one.file), ...lookups])];
	return all
		.flatMap(one => {
			const text = sources.text(one);
			const name = path.relative(path.dirname(file), one).split(path.sep).join('/');
			return text === undefined ? [] : [{ name, sha256: sha256(text) }];
		})
		.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}
