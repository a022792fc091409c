/** Hover: what the word under the cursor is, from the spec and the catalogs. Asks no disk and no database. */

import type { Lines, Range } from '../core/base/lines';
import type { SpecFacts } from '../core/mapping/facts';
import type { ProfileOf } from '../core/profile/profile';
import { locate } from '../core/spec/cursor';
import { hoverKey } from './hover/keys';
import { hoverName } from './hover/names';
import { hoverPlanWord } from './hover/planWords';
import { hoverSql } from './hover/sql';
import { hoverTargetColumn } from './hover/targetColumn';
import type { HoverContext, Told } from './hover/told';
import { hoverTransform } from './hover/transform';
import type { LensSpec } from './lens';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#hover */
export interface LspHover {
	readonly contents: { readonly kind: 'markdown'; readonly value: string };
	readonly range: Range;
}

/** What is known of a spec beside its text and its catalogs. */
export interface HoverKnown {
	readonly profiles?: ProfileOf;
	readonly results?: () => Pick<LensSpec, 'result' | 'entry'>;
}

export function hover(facts: SpecFacts, file: string, lines: Lines, offset: number, known: HoverKnown = {}): LspHover | undefined {
	const specFile = facts.spec.files.find(one => one.file === file);
	const cursor = specFile && locate(specFile, offset);
	if (!cursor || cursor.scalar.style === 'empty') return undefined;
	const told = toldAt({ facts, cursor, ...known });
	if (!told) return undefined;
	return { contents: { kind: 'markdown', value: told.markdown }, range: lines.rangeOf(told.span ?? cursor.scalar) };
}

function toldAt(context: HoverContext): Told | undefined {
	const { position, keyRole, valueRole } = context.cursor;
	if (position !== 'value' && keyRole) return hoverRole(context, keyRole) ?? hoverKey(context);
	if (position !== 'key' && valueRole) return hoverRole(context, valueRole) ?? hoverPlanWord(context);
	return position === 'value' ? hoverPlanWord(context) : hoverKey(context);
}

function hoverRole(context: HoverContext, role: NonNullable<HoverContext['cursor']['keyRole']>): Told | undefined {
	if (role.kind === 'sql') return hoverSql(context, role);
	if (role.kind === 'target-column' || role.kind === 'copied-column') return hoverTargetColumn(context);
	if (role.kind === 'transform') return hoverTransform(context);
	return hoverName(context, role);
}
