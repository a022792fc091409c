/** The action on a catalog that is out of date: a command of the editor, as no edit of the spec would mend it. */

import { linesOf } from '../core/base/lines';
import type { Problem } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { spanResolver } from '../core/spec/locate';
import type { LspCodeAction } from './codeActions';

/** Of an action without an edit. */
export interface LspCommandAction extends Omit<LspCodeAction, 'edit'> {
	readonly command: { readonly title: string; readonly command: string; readonly arguments?: readonly unknown[] };
}

const codes: ReadonlySet<string> = new Set(['catalog-stale', 'catalog-missing']);

/** One action for all that touch the offsets. */
export function refreshActions(
	facts: SpecFacts,
	problems: readonly Problem[],
	file: string,
	start: number,
	end: number,
): readonly LspCommandAction[] {
	const resolve = spanResolver(facts);
	const text = facts.spec.files.find(one => one.file === file)?.text ?? '';
	const touched = problems.filter(({ code, span }) => {
		if (!codes.has(code)) return false;
		const place = resolve(span);
		return place.file === file && start <= place.end && place.start <= end;
	});
	if (touched.length === 0) return [];
	const diagnostics = touched.map(({ code, span }) => ({ code, range: linesOf(text).rangeOf(resolve(span)) }));
	return [{ title, kind: 'quickfix', isPreferred: true, diagnostics, command: { title, command: 'crosswalk.refreshCatalog' } }];
}

const title = 'Refresh catalog';
