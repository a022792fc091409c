/** Turns spans, which are relative to blocks, into places of files. */

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

export type SpanResolver = (span: Span) => FileSpan;

/** A resolver over the blocks of a spec and whatever else has blocks (connections). An unknown block gives the start of nothing: a bug. */
export function spanResolver(blocks: Iterable<SpecBlock>): SpanResolver {
	const byId = new Map<string, SpecBlock>();
	for (const block of blocks) byId.set(block.id, block);
	return span => {
		const block = byId.get(span.block);
		if (!block) throw new Error(`No block "${span.block}"`);
		return { file: block.file, start: block.offset + span.start, end: block.offset + span.end };
	};
}
