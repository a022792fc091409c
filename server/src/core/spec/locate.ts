/** Turns spans, which are relative to blocks, into places of files. */

import type { FileSpan, Span } from '../base/span';
import type { SpecBlock } from './spec';

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
