/**
 * The strategy documents of the examples: what `docs/samples/` holds, with the results of real runs that are kept there and beside the sample.
 * They become stale, and the documents say so, when a spec changes.
 */

import { readdirSync } from 'node:fs';
import path from 'node:path';

import { openSpec } from '../server/src/core/mapping/openSpec';
import { type DocumentLanguage, documentDrawings, renderDocument, wordsOf } from '../server/src/core/report/documentBlocks';
import { checkSpec } from '../server/src/core/rules/checkSpec';
import type { Files } from '../server/src/files/files';
import { nodeFiles } from '../server/src/files/nodeFiles';
import { readDocument } from '../server/src/files/strategyDocument';

interface Sample {
	readonly spec: string;
	/** Without its ending. */
	readonly name: string;
	readonly language: DocumentLanguage;
	/** A folder with kept runs. */
	readonly runs: string;
}

const samples: readonly Sample[] = [
	{
		spec: 'examples/legacy-erp-to-cloud/legacy-erp.migration.yaml',
		name: 'legacy-erp',
		language: 'en',
		runs: 'examples/legacy-erp-to-cloud/recorded/legacy-erp',
	},
	{ spec: 'examples/shop-split/shop-split.migration.yaml', name: 'shop-split', language: 'en', runs: 'docs/samples/runs' },
	{ spec: 'examples/shop-split/shop-split.migration.yaml', name: 'shop-split.de', language: 'de', runs: 'docs/samples/runs' },
];

/** By the name of the file. The SQL parser is loaded. */
export function sampleDocuments(root: string): ReadonlyMap<string, string> {
	return new Map(samples.flatMap(sample => documentsOf(root, sample)));
}

function documentsOf(root: string, { spec, name, language, runs }: Sample): readonly (readonly [string, string])[] {
	const file = path.join(root, spec);
	const files = withRuns(path.join(root, runs));
	const opened = { ...openSpec(file, files, { isSet: () => true }), file, shown: path.basename(file) };
	const document = readDocument(files, opened, fit => checkSpec(opened.facts, { severities: opened.project.settings?.rules, fit }));
	const drawings = documentDrawings(opened.facts, document, wordsOf(language));
	return [
		[`${name}.html`, renderDocument(document, drawings, language, 'html')],
		[`${name}.md`, renderDocument(document, {}, language, 'markdown')],
	];
}

/** Kept runs are those of `folder`, whatever lies in the example's own. */
function withRuns(folder: string): Files {
	const files = nodeFiles();
	const isKept = (name: string) => /[\\/]\.crosswalk[\\/](runs|profiles)[\\/]/.test(name);
	return {
		...files,
		filesIn: asked => (!isKept(asked) ? files.filesIn(asked) : asked.includes('runs') ? readdirSync(folder).sort() : []),
		text: name => files.text(isKept(name) ? path.join(folder, path.basename(name)) : name),
	};
}
