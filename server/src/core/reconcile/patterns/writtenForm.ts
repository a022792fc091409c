/** Text that says the same in other signs: punctuation, HTML entities, the order of its words. */

import type { Detector } from './detector';

export const punctuation: Detector = {
	kind: 'punctuation',
	detect({ source, target }) {
		const letters = lettersOf(source);
		return letters !== '' && letters === lettersOf(target) ? '' : undefined;
	},
	phrase: () => 'differs only in punctuation and blanks',
	suggest: () => ({ text: 'If the target is right, take the signs out in the mapping with "replace" or "regex_replace".' }),
};

function lettersOf(text: string): string {
	return text.replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

export const htmlEntities: Detector = {
	kind: 'html-entities',
	detect({ source, target }) {
		if (source.includes('&') && decoded(source) === target) return 'source';
		return target.includes('&') && decoded(target) === source ? 'target' : undefined;
	},
	phrase: detail => `has HTML entities (such as &amp;)${detail === '' ? ' on one side' : ` in the ${detail} only`}`,
	suggest: () => ({ text: 'Text for a page was stored in place of the text. Decode it once, on the side that has the entities.' }),
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
	return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
		if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
		const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

export const wordOrder: Detector = {
	kind: 'word-order',
	detect({ source, target }) {
		if (source.length !== target.length && Math.abs(source.length - target.length) > 4) return undefined;
		const words = wordsOf(source);
		return words.length > 1 && words.length < 1000 && words.join(' ') === wordsOf(target).join(' ') ? '' : undefined;
	},
	phrase: () => 'has the same words in another order',
};

function wordsOf(text: string): readonly string[] {
	return text
		.split(/[\s,;]+/)
		.filter(Boolean)
		.sort();
}

/** Arrays as PostgreSQL writes them; nested ones and quoted elements are left alone. */
export const elementOrder: Detector = {
	kind: 'element-order',
	detect({ source, target }) {
		const one = elementsOf(source);
		const other = elementsOf(target);
		return one !== undefined && other !== undefined && one === other ? '' : undefined;
	},
	phrase: () => 'has the same elements in another order',
	suggest: () => ({ text: 'If their order has no meaning, sort them in the mapping.' }),
};

function elementsOf(text: string): string | undefined {
	const [, inside] = /^\{([^{}"\\]*)\}$/.exec(text) ?? [];
	return inside?.split(',').sort().join(',');
}
