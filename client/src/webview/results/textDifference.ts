/** What was removed from the source's text and inserted in the target's. Knows no page. */

import { diffArrays, diffWordsWithSpace } from 'diff';

export interface TextPart {
	readonly text: string;
	readonly isDiffering: boolean;
}

export interface TextDifference {
	readonly source: readonly TextPart[];
	readonly target: readonly TextPart[];
}

/** Longer texts are compared word by word, and of texts beyond that only both ends. */
const mostCharacters = 400;
const mostForWords = 20_000;
/** So many changes are no change any more but another text. */
const mostEdits = 120;
/** Texts that have less in common than this are shown as wholly different: letters in common by chance say nothing. */
const leastCommon = 0.4;

export function textDifference(source: string, target: string): TextDifference {
	const longer = Math.max(source.length, target.length);
	const options = { maxEditLength: mostEdits };
	const changes =
		longer <= mostCharacters
			? diffArrays(tokensOf(source), tokensOf(target), options)?.map(change => ({ ...change, value: change.value.join('') }))
			: longer <= mostForWords
				? diffWordsWithSpace(source, target, options)
				: undefined;
	if (!changes) return betweenEnds(source, target);
	const common = changes.reduce((sum, change) => (change.added || change.removed ? sum : sum + change.value.length), 0);
	if (common < longer * leastCommon) return betweenEnds(source, target);
	return {
		source: changes.filter(change => !change.added).map(({ value, removed }) => ({ text: value, isDiffering: removed })),
		target: changes.filter(change => !change.removed).map(({ value, added }) => ({ text: value, isDiffering: added })),
	};
}

/** Characters; but short numbers, such as the parts of a date, are one. */
function tokensOf(text: string): string[] {
	return text.match(/(?<!\d)\d{2,4}(?!\d)|./gsu) ?? [];
}

/** What both begin and end with is the same; the rest differs. */
function betweenEnds(source: string, target: string): TextDifference {
	const [one, other] = [[...source], [...target]];
	const shorter = Math.min(one.length, other.length);
	let start = 0;
	while (start < shorter && one[start] === other[start]) start++;
	let end = 0;
	while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
	const parts = (characters: readonly string[]) =>
		[
			{ text: characters.slice(0, start).join(''), isDiffering: false },
			{ text: characters.slice(start, characters.length - end).join(''), isDiffering: true },
			{ text: characters.slice(characters.length - end).join(''), isDiffering: false },
		].filter(({ text }) => text !== '');
	return { source: parts(one), target: parts(other) };
}
