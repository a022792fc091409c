/** A name of the user's own and a place that it stands at. */

import type { FileSpan, Span } from '../../core/base/span';
import type { SpecBlock } from '../../core/spec/spec';
import type { ScalarNode } from '../../core/yaml/nodes';

export type NameKind =
	| 'mapping'
	| 'view'
	| 'lookup'
	| 'parameter'
	| 'phase'
	| 'step'
	| 'role'
	| 'reconciliation'
	| 'quality'
	| 'acceptance'
	| 'risk'
	| 'connection'
	| 'alias';

export interface Name {
	readonly kind: NameKind;
	readonly text: string;
	/** Of an alias: where it is given, as there may be several of one name. */
	readonly at?: Span;
}

export interface NameUse {
	readonly name: Name;
	readonly isDefinition: boolean;
	readonly block: SpecBlock;
	readonly scalar: ScalarNode;
	/** The part of the scalar's content that is the name. */
	readonly start: number;
	readonly end: number;
	/** In SQL a name may want quotes of its own. */
	readonly written: 'text' | 'sql';
}

/** What a kind is called in messages. */
export const kindWords: Readonly<Record<NameKind, string>> = {
	mapping: 'mapping',
	view: 'view',
	lookup: 'lookup',
	parameter: 'parameter',
	phase: 'phase',
	step: 'step',
	role: 'role',
	reconciliation: 'reconciliation',
	quality: 'quality rule',
	acceptance: 'acceptance test',
	risk: 'risk',
	connection: 'connection',
	alias: 'alias',
};

export function isSameName(one: Name, other: Name): boolean {
	return one.kind === other.kind && one.text === other.text && one.at?.block === other.at?.block && one.at?.start === other.at?.start;
}

/** The characters of the name, without the quotes of YAML. */
export function spanOfUse({ block, scalar, start, end }: NameUse): FileSpan {
	return { file: block.file, start: block.offset + scalar.offsetAt(start), end: block.offset + scalar.offsetAt(end) };
}
