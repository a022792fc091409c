/**
 * The names of a spec in their order: its sections, what is defined in them, the columns of its mappings. Goes by the indentation of lines,
 * so that broken text has an outline too and a large one costs a walk over its lines; keeps nothing.
 */

import { isGap } from '../yaml/characters';
import { lineAt, lineBelow } from '../yaml/line';
import { parseYaml } from '../yaml/parse';
import { keyAt } from './cursorPath';

export type OutlineKind = 'section' | 'mapping' | 'column' | 'view' | 'lookup' | 'parameter' | 'check' | 'phase' | 'step' | 'role' | 'risk';

/** Offsets of the text. */
export interface OutlineEntry {
	readonly kind: OutlineKind;
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly keyStart: number;
	readonly keyEnd: number;
	readonly children: readonly OutlineEntry[];
}

/** By path, `*` is any key. `through`: a map whose entries belong to what is around it. */
const kinds: Readonly<Record<string, OutlineKind | 'through'>> = {
	'*': 'section',
	'parameters.*': 'parameter',
	'lookups.*': 'lookup',
	'views.*': 'view',
	'mappings.*': 'mapping',
	'mappings.*.columns': 'through',
	'mappings.*.columns.*': 'column',
	'reconciliation.*': 'check',
	'quality.*': 'check',
	'acceptance.*': 'check',
	'strategy.phases': 'section',
	'strategy.phases.*': 'phase',
	'strategy.rehearsals': 'section',
	'strategy.rehearsals.*': 'phase',
	'cutover.roles': 'section',
	'cutover.roles.*': 'role',
	'cutover.steps': 'section',
	'cutover.steps.*': 'step',
	'risks.*': 'risk',
};

/** Whether anything below a path is of interest. */
const hasChildren = new Set(Object.keys(kinds).map(path => path.replace(/(^|\.)[^.]+$/, '')));

const inBraces = '{';

interface Open {
	/** With `*` for names of the user's. */
	readonly path: string;
	readonly column: number;
	/** Where its entries go; its own entry is made when its end is known. */
	readonly children: OutlineEntry[];
	/** The column of its entries, once the first is seen. */
	childColumn?: number;
	close(end: number): void;
}

/** The entries of the top level, with what is in them. */
export function outlineOf(text: string): readonly OutlineEntry[] {
	const found: OutlineEntry[] = [];
	const open: Open[] = [{ path: '', column: -1, children: found, childColumn: 0, close: () => undefined }];
	let end = 0;
	const first = lineAt(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
	const isContent = !isGap(text, first.first) && text[first.first] !== '#';
	for (let line = isContent ? first : lineBelow(text, first); line; line = lineBelow(text, line)) {
		while (open.length > 1 && (open.at(-1)?.column ?? -1) >= line.column) open.pop()?.close(end);
		end = line.end;
		const parent = open.at(-1);
		if (!parent || !hasChildren.has(parent.path)) continue;
		parent.childColumn ??= line.column;
		const key = line.column === parent.childColumn ? keyAt(text, line.first, line.end) : undefined;
		const kind = key && kindOf(parent.path, key.text);
		if (key && key.text !== '' && kind) open.push(opened(text, parent, key, line.first, line.column, kind));
	}
	for (let last = open.pop(); last; last = open.pop()) last.close(end);
	return found;
}

type Key = NonNullable<ReturnType<typeof keyAt>>;
type Kind = { readonly path: string; readonly kind: OutlineKind | 'through' };

function kindOf(parent: string, key: string): Kind | undefined {
	const prefix = parent === '' ? '' : `${parent}.`;
	// Sections keep their names in the path, as what is in them depends on it.
	const own = kinds[`${prefix}${key}`];
	if (own) return { path: `${prefix}${key}`, kind: own };
	const any = kinds[`${prefix}*`];
	return any && { path: parent === '' ? key : `${prefix}*`, kind: any };
}

function opened(text: string, parent: Open, key: Key, start: number, column: number, { path, kind }: Kind): Open {
	const children: OutlineEntry[] = kind === 'through' ? parent.children : [];
	const valueStart = key.colon + 1;
	const isFlow = hasChildren.has(path) && /^[ \t]*(?:&\S+[ \t]+)?\{/.test(text.slice(valueStart, valueStart + 200));
	return {
		// What is in braces has no lines of its own.
		path: isFlow ? inBraces : path,
		column,
		children,
		close(end) {
			// Of a map in braces the tree is read, which is small.
			if (isFlow) children.push(...entriesOf(parseYaml(text.slice(valueStart, end)).root, valueStart, path));
			if (kind !== 'through') parent.children.push({ kind, name: key.text, start, end, keyStart: key.start, keyEnd: key.end, children });
		},
	};
}

function entriesOf(node: ReturnType<typeof parseYaml>['root'], offset: number, path: string): readonly OutlineEntry[] {
	if (node?.kind !== 'map') return [];
	return node.entries.flatMap(({ key, value, start, end }): readonly OutlineEntry[] => {
		const found = kindOf(path, key.value);
		if (!found || key.value === '') return [];
		const children = hasChildren.has(found.path) ? entriesOf(value, offset, found.path) : [];
		if (found.kind === 'through') return children;
		const keyStart = offset + key.offsetAt(0);
		const keyEnd = offset + key.offsetAt(key.value.length);
		return [{ kind: found.kind, name: key.value, start: offset + start, end: offset + end, keyStart, keyEnd, children }];
	});
}
