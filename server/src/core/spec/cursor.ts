/**
 * Says where in a spec the cursor is: the path of keys, the scalar that is being written, and what a name or a piece of SQL there means.
 * Works by indentation and characters, on half-typed and broken text, and reads one block. Looks nothing up.
 */

import { pathAt } from './cursorPath';
import { type Role, roleOf } from './cursorPlaces';
import { type CursorPlace, type CursorScalar, contentOf } from './cursorScan';
import type { SchemaRef } from './schemas';
import type { SpecBlock, SpecFile } from './spec';

export interface Cursor {
	readonly file: SpecFile;
	readonly block: SpecBlock;
	/** All offsets are of the file. */
	readonly offset: number;
	/** Keys by their text, items of lists by a number; of a key: the path of its map. */
	readonly path: CursorPlace['path'];
	/** `either`: it may become a key, and may be a value as it is. */
	readonly position: CursorPlace['position'];
	readonly scalar: CursorScalar;
	/** What the scalar says, escapes aside. */
	readonly text: string;
	/** The other keys of the map, where a key may stand. */
	readonly others: readonly string[];
	readonly isFlow: boolean;
	/** Of a key: whether its colon stands already. */
	readonly hasColon: boolean;
	readonly keyRole?: Role;
	readonly valueRole?: Role;
	/** The schema of the file: paths begin at its root. */
	readonly schema: SchemaRef;
}

/** Undefined in comments and where nothing can be written. `side`: the schema of a file beside the spec, whose keys mean nothing more. */
export function locate(file: SpecFile, offset: number, side?: SchemaRef): Cursor | undefined {
	const block = blockAt(file, offset);
	if (!block) return undefined;
	const place = pathAt(block.text, offset - block.offset);
	if (!place) return undefined;
	const isMapping = !side && block.id.startsWith(`${file.file}#mappings/`);
	const isDeep = isMapping && columnOf(block.text, offset - block.offset) > 0;
	const path = isDeep ? ['mappings', ...place.path] : place.path;
	// Nothing but keys stands at these two places.
	const isMapOfKeys = path.length === 0 || (path.length === 1 && path[0] === 'mappings');
	const position = isMapOfKeys && place.position === 'either' ? 'key' : place.position;
	const { isFlow } = place;
	const scalar = { ...place.scalar, start: place.scalar.start + block.offset, end: place.scalar.end + block.offset };
	const behind = scalar.end + (scalar.style === 'single' || scalar.style === 'double' ? 1 : 0);
	return {
		file,
		block,
		offset,
		path,
		position,
		scalar,
		text: contentOf(file.text, scalar),
		others: path.length === 0 ? topKeys(file, block, place.others) : place.others,
		isFlow,
		hasColon: /^[ \t]*:(?=\s|$)/.test(file.text.slice(behind, behind + 100)),
		keyRole: side || position === 'value' ? undefined : roleOf(path, 'key'),
		valueRole: side || position === 'key' ? undefined : roleOf(path, 'value'),
		schema: side ?? (file.isFragment ? 'migration-fragment#' : 'migration-spec#'),
	};
}

/** At the border of two blocks a line that is begun belongs to the one above, unless the cursor stands at its first character. */
export function blockAt({ blocks }: Pick<SpecFile, 'blocks'>, offset: number): SpecBlock | undefined {
	let low = 0;
	let high = blocks.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((blocks[middle]?.offset ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return blocks[low];
}

/** The column of the thing at the cursor: of an empty line, that of the cursor. */
function columnOf(text: string, offset: number): number {
	const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
	const content = /^[ \t]*(?=[^ \t\r\n])/.exec(text.slice(start));
	return content && content[0].length > 0 ? content[0].length : content ? 0 : offset - start;
}

/** The keys of the top level stand in blocks of their own. */
function topKeys({ file, blocks }: SpecFile, own: SpecBlock, others: readonly string[]): readonly string[] {
	const names = blocks
		.filter(block => block !== own && !block.id.startsWith(`${file}#mappings/`))
		.map(block => block.id.slice(file.length + 1).replace(/~\d+$/, ''));
	return [...names, ...others];
}
