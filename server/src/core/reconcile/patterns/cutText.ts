/** Text that was cut: the target is the beginning of the source, or its end. */

import type { Detector } from './detector';

export const cutText: Detector = {
	kind: 'cut',
	detect({ source, target }) {
		if (target === '' || target.length >= source.length || !source.startsWith(target)) return undefined;
		return String([...target].length);
	},
	phrase: detail => (detail === '' ? 'is cut' : `is cut at ${detail} ${detail === '1' ? 'character' : 'characters'}`),
	suggest: (detail, { name }) => ({
		text: 'A column, a file or a variable on the way is too short. If the cut is meant, say so in the mapping.',
		...(detail === '' ? {} : { yaml: `${name}: { transform: [{ left: ${detail} }] }` }),
	}),
};

export const lostBeginning: Detector = {
	kind: 'lost-beginning',
	detect({ source, target }) {
		if (target === '' || target.length >= source.length || !source.endsWith(target)) return undefined;
		if (isWithinWord(source, source.length - target.length)) return undefined;
		return shortText(source.slice(0, source.length - target.length));
	},
	phrase: detail => (detail === '' ? 'lost its beginning' : `lost '${detail}' at its beginning`),
	minimum: () => 2,
};

export const addedText: Detector = {
	kind: 'added-text',
	detect({ source, target }) {
		if (source === '' || source.length >= target.length) return undefined;
		const added = target.length - source.length;
		if (target.endsWith(source)) return isWithinWord(target, added) ? undefined : mark('before', target.slice(0, added));
		return target.startsWith(source) && !isWithinWord(target, source.length) ? mark('after', target.slice(source.length)) : undefined;
	},
	phrase(detail) {
		const [, where, text] = /^(before|after) (.*)$/s.exec(detail) ?? [];
		return where === undefined ? 'has more text than the source' : `has '${text}' ${where} the text of the source`;
	},
	minimum: () => 2,
	suggest(detail, { name }) {
		const [, where, text = ''] = /^(before|after) (.*)$/s.exec(detail) ?? [];
		if (where === undefined) return undefined;
		const transform = where === 'before' ? 'prefix' : 'suffix';
		return {
			text: 'If the target is right, let the mapping add it.',
			yaml: `${name}: { transform: [{ ${transform}: ${JSON.stringify(text)} }] }`,
		};
	},
};

/** `active` is another word than `inactive`, not a part of it. */
function isWithinWord(text: string, place: number): boolean {
	return /\p{L}/u.test(text[place - 1] ?? '') && /\p{L}/u.test(text[place] ?? '');
}

function mark(where: string, text: string): string {
	const short = shortText(text);
	return short === '' ? '' : `${where} ${short}`;
}

/** What is long belongs to one value and makes no pattern. */
function shortText(text: string): string {
	return text.length <= 40 ? text : '';
}
