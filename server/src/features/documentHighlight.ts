/** The places of one file that have the name at the cursor; where it is defined is told apart. */

import type { Lines, Range } from '../core/base/lines';
import type { SpecFacts } from '../core/mapping/facts';
import { spanOfUse } from './names/name';
import { useAt, usesOf } from './names/uses';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#documentHighlight */
export interface LspDocumentHighlight {
	readonly range: Range;
	/** 2: read, 3: write. */
	readonly kind: 2 | 3;
}

export function documentHighlights(facts: SpecFacts, file: string, lines: Lines, offset: number): readonly LspDocumentHighlight[] {
	const found = useAt(facts, file, offset);
	if (!found) return [];
	return usesOf(facts, found.name)
		.filter(use => use.block.file === file)
		.map(use => ({ range: lines.rangeOf(spanOfUse(use)), kind: use.isDefinition ? 3 : 2 }));
}
