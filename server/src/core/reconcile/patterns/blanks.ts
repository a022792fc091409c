/** Text that differs in blanks at its ends, or in white space within. */

import type { Detector } from './detector';

const leading = /^\s+/;
const trailing = /\s+$/;

/** The end where one side has blanks and the other has none is told, with the side. */
export const outerBlanks: Detector = {
	kind: 'outer-blanks',
	detect({ source, target }) {
		if (source.trim() !== target.trim() || source.trim() === '') return undefined;
		const atStart = endOf(source, target, leading);
		const atEnd = endOf(source, target, trailing);
		if (atStart === undefined) return `${atEnd ?? ''} trailing`;
		if (atEnd === undefined) return `${atStart} leading`;
		return atStart === atEnd ? `${atStart} leading and trailing` : '';
	},
	phrase(detail) {
		const [, side, which] = /^(\w+) (.+)$/.exec(detail) ?? [];
		return side === undefined ? 'differs only in blanks at its ends' : `has ${which} blanks in the ${side} only`;
	},
	suggest(detail, { name }) {
		const transform = transforms[detail];
		if (transform)
			return { text: 'If the target is right, cut the blanks in the mapping.', yaml: `${name}: { transform: [${transform}] }` };
		if (detail.startsWith('target')) {
			return { text: 'Something fills the value up with blanks on its way: a fixed-length file, or a char column. Cut them there.' };
		}
		return undefined;
	},
};

const transforms: Readonly<Record<string, string>> = {
	'source trailing': 'rtrim',
	'source leading': 'ltrim',
	'source leading and trailing': 'trim',
};

/** Undefined when both sides are equal there, '' when both have white space and not the same. */
function endOf(source: string, target: string, pattern: RegExp): 'source' | 'target' | '' | undefined {
	const inSource = pattern.exec(source)?.[0] ?? '';
	const inTarget = pattern.exec(target)?.[0] ?? '';
	if (inSource === inTarget) return undefined;
	if (inTarget === '') return 'source';
	return inSource === '' ? 'target' : '';
}

export const innerBlanks: Detector = {
	kind: 'inner-blanks',
	detect: ({ source, target }) => (source.replace(/\s+/g, '') === target.replace(/\s+/g, '') ? '' : undefined),
	phrase: () => 'differs only in white space',
	suggest: (_, { name }) => ({
		text: 'If the target has one blank where the source has several, let the mapping do the same.',
		yaml: `${name}: { transform: [{ regex_replace: ['\\s+', ' '] }] }`,
	}),
};
