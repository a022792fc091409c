/** Text that lost what is not ASCII: accents, or whole characters that became question marks. */

import type { Detector, Values } from './detector';

const spelled: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd', ı: 'i' };
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const ascii = /^\p{ASCII}*$/u;

export const lostAccents: Detector = {
	kind: 'lost-accents',
	detect({ source, target }) {
		if (ascii.test(source) || source === target) return undefined;
		return target === withoutAccents(source) || target === spelledOut(source) ? '' : undefined;
	},
	phrase: () => 'lost its accents',
	suggest: (_, { name }) => ({
		text: 'The load went through something that knows ASCII only. If that is meant, say so in the mapping.',
		yaml: `${name}: { transform: [transliterate] }`,
	}),
};

function withoutAccents(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/\P{ASCII}/gu, character => respell(character, spelled));
}

function spelledOut(text: string): string {
	return withoutAccents(text.normalize('NFC').replace(/\P{ASCII}/gu, character => respell(character, umlauts)));
}

function respell(character: string, table: Readonly<Record<string, string>>): string {
	const lower = character.toLowerCase();
	const written = table[lower];
	if (written === undefined) return character;
	return lower === character ? written : written[0]?.toUpperCase() + written.slice(1);
}

/** `?`, U+FFFD, the substitute of old code pages, and what MySQL and Oracle write. */
const replacement = '[?\\ufffd\\u001a¿]';

export const replacedCharacters: Detector = {
	kind: 'replaced-characters',
	detect: values => (isReplaced(values) ? '' : undefined),
	phrase: () => 'lost characters: a question mark or a box stands for them',
	suggest: () => ({ text: 'These characters are gone in the target. Load the rows again with the encoding that the data has.' }),
};

const mostCharacters = 10_000;

/** Every run of characters beyond ASCII became replacements: one for each character, or for each of its bytes. */
function isReplaced({ source, target }: Values): boolean {
	if (ascii.test(source) || source.length > mostCharacters || !new RegExp(replacement).test(target)) return false;
	const parts = source.split(/(\P{ASCII}+)/u);
	const pattern = parts.map((part, index) => {
		if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		const count = [...part].length;
		return `${replacement}{${count},${4 * count}}`;
	});
	return new RegExp(`^${pattern.join('')}$`).test(target);
}
