/**
 * Where a name is defined: of a name of the user's, its entry; of a column or a table in SQL, its table in the FROM clause; of an include or
 * a lookup, the file. A table of a database is defined in no file of the spec.
 */

import type { FileSpan } from '../core/base/span';
import type { SpecFacts } from '../core/mapping/facts';
import { blockAt, locate } from '../core/spec/cursor';
import { spanResolver } from '../core/spec/locate';
import { definitionsOf } from './names/definitions';
import type { Name } from './names/name';
import { fromItemAt } from './names/sqlNames';
import { fileOf, mappingsIn, piecesIn, useAt } from './names/uses';

/** What is known of the disk. */
export interface DefinitionFiles {
	/** The files of a pattern of `include`. */
	included(pattern: string): readonly string[];
	/** A file as named in another one; undefined when there is none. */
	named(from: string, name: string): string | undefined;
}

export function definition(facts: SpecFacts, file: string, offset: number, files: DefinitionFiles): readonly FileSpan[] {
	const use = useAt(facts, file, offset);
	if (use) return definitionSpans(facts, use.name);
	return fileAt(facts, file, offset, files) ?? inFromClause(facts, file, offset);
}

/** Of a mapping that a pattern makes: the pattern. */
export function definitionSpans(facts: SpecFacts, { kind, text, at }: Name): readonly FileSpan[] {
	const spans = kind === 'alias' ? (at ? [at] : []) : definitionsOf(facts, kind, text).map(({ span }) => span);
	return spans.map(spanResolver(facts));
}

function fileAt(facts: SpecFacts, file: string, offset: number, files: DefinitionFiles): readonly FileSpan[] | undefined {
	const specFile = facts.spec.files.find(one => one.file === file);
	const cursor = specFile && locate(specFile, offset);
	if (!cursor || cursor.position === 'key') return undefined;
	const [section, , key, ...more] = cursor.path.filter(step => typeof step === 'string');
	const found =
		section === 'include'
			? files.included(cursor.text).filter(name => facts.spec.files.some(one => one.file === name))
			: section === 'lookups' && key === 'file' && more.length === 0
				? [files.named(file, cursor.text)].filter(name => name !== undefined)
				: undefined;
	return found?.map(name => ({ file: name, start: 0, end: 0 }));
}

function inFromClause(facts: SpecFacts, file: string, offset: number): readonly FileSpan[] {
	const specFile = fileOf(facts, file);
	const block = specFile && blockAt(specFile, offset);
	if (!block) return [];
	const at = offset - block.offset;
	const found =
		mappingsIn(facts, block.id)
			.map(({ pieces, items }) => fromItemAt(pieces, items, at))
			.find(span => span !== undefined) ?? fromItemAt(piecesIn(facts, block.id), [], at);
	return found ? [spanResolver(facts)(found)] : [];
}
