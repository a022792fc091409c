/** Checks what hover says at the `<|>` of a fixture. */

import { expect } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import type { ProfileOf } from '../../server/src/core/profile/profile';
import { type HoverKnown, hover } from '../../server/src/features/hover';
import { readFixture } from './fixture';
import { openFixture } from './openFixture';

/** The text that the hover is about, a colon, and its paragraphs with ` / ` between them; `nothing` where it is silent. */
export function checkHover(source: string, expected: string, profiles?: ProfileOf, results?: HoverKnown['results']): void {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('The fixture has no <|>');
	const { facts, file } = openFixture(files);
	const { text } = file(cursor.path);
	const lines = linesOf(text);
	const told = hover(facts, cursor.path, lines, cursor.offset, { profiles, results });
	const about = told && text.slice(lines.offsetAt(told.range.start), lines.offsetAt(told.range.end));
	const words = told?.contents.value.replace(/```sql\n([\s\S]*?)\n```/g, '$1').replace(/\n\n/g, ' / ');
	expect(told ? `${about}: ${words}` : 'nothing').toBe(expected);
}
