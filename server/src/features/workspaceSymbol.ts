/** Mappings by name, of the specs that someone has open. Looks at no SQL. */

import type { FileSpan } from '../core/base/span';
import { spanResolver } from '../core/spec/locate';
import type { Spec } from '../core/spec/spec';

export interface MappingSymbol {
	readonly name: string;
	readonly spec: string;
	readonly place: FileSpan;
}

/** More than that nobody reads; the editor asks again as more is typed. */
const most = 500;

/** Those that hold the letters of `query` in their order; an editor sorts and narrows them. */
export function workspaceSymbols(specs: readonly Spec[], query: string): readonly MappingSymbol[] {
	const letters = [...query.toLowerCase()].filter(letter => letter.trim() !== '');
	return specs
		.flatMap(spec => {
			const resolve = spanResolver({ spec });
			return spec.mappings
				.filter(({ name }) => holdsInOrder(name.text.toLowerCase(), letters))
				.map(({ name }) => ({ name: name.text, spec: spec.name?.text ?? spec.file, place: resolve(name.span) }));
		})
		.slice(0, most);
}

function holdsInOrder(name: string, letters: readonly string[]): boolean {
	let at = 0;
	for (const letter of letters) {
		const found = name.indexOf(letter, at);
		if (found < 0) return false;
		at = found + letter.length;
	}
	return true;
}
