/** Turns spans, which are relative to blocks, into places of files. */

import { oncePer } from '../base/memo';
import type { FileSpan, Span } from '../base/span';
import type { SideFile } from './sideFile';
import type { Spec, SpecBlock } from './spec';

/** Every block whose spans a spec's facts may hold. */
export function blocksOf(facts: {
	readonly spec: Pick<Spec, 'files'>;
	readonly connections?: SideFile;
	readonly settings?: SideFile;
}): readonly SpecBlock[] {
	return [...facts.spec.files, ...sideFilesOf(facts)].flatMap(file => file.blocks);
}

export function sideFilesOf({
	connections,
	settings,
}: {
	readonly connections?: SideFile;
	readonly settings?: SideFile;
}): readonly SideFile[] {
	return [connections, settings].filter(file => file !== undefined);
}

/** The blocks of a spec and its fragments, by id. Made once per spec. */
export const blocksById = oncePer(({ files }: Pick<Spec, 'files'>): ReadonlyMap<string, SpecBlock> => {
	const byId = new Map<string, SpecBlock>();
	for (const { blocks } of files) for (const block of blocks) byId.set(block.id, block);
	return byId;
});

export type SpanResolver = (span: Span) => FileSpan;

/** A resolver over the blocks of a spec and of what else has blocks. An unknown block gives the start of nothing: a bug. */
export function spanResolver(facts: {
	readonly spec: Pick<Spec, 'files'>;
	readonly connections?: SideFile;
	readonly settings?: SideFile;
}): SpanResolver {
	const sides = new Map(sideFilesOf(facts).flatMap(file => file.blocks.map(block => [block.id, block] as const)));
	return span => {
		const block = blocksById(facts.spec).get(span.block) ?? sides.get(span.block);
		if (!block) throw new Error(`No block "${span.block}"`);
		return { file: block.file, start: block.offset + span.start, end: block.offset + span.end };
	};
}
