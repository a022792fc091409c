/** JSON that says the same, or differs in a few keys. */

import { numberText, parseNumber } from './decimal';
import type { Detector } from './detector';

export const jsonForm: Detector = {
	kind: 'json-form',
	detect({ source, target }) {
		const [one, other] = [canonicalJson(source), canonicalJson(target)];
		return one !== undefined && other !== undefined && one.text === other.text ? '' : undefined;
	},
	phrase: () => 'has the same JSON, written in another way (order of keys, or numbers)',
	suggest: () => ({ text: 'Nothing is lost. Leave the column out with "compare: { except }", or accept the difference.' }),
};

const mostKeys = 3;

export const jsonKeys: Detector = {
	kind: 'json-keys',
	detect({ source, target }) {
		const [one, other] = [canonicalJson(source)?.parts, canonicalJson(target)?.parts];
		if (!one || !other) return undefined;
		const keys = [...new Set([...one.keys(), ...other.keys()])].filter(key => one.get(key) !== other.get(key));
		return keys.length <= mostKeys ? keys.sort().join(', ').slice(0, 80) : '';
	},
	phrase: detail => (detail === '' ? 'differs in several keys of the JSON' : `differs only in ${detail} of the JSON`),
};

const mostCharacters = 1_000_000;

interface Canonical {
	readonly text: string;
	/** Of an object: each key with its value. */
	readonly parts?: ReadonlyMap<string, string>;
}

/** Undefined for what is no object or array. Numbers are compared by value, exactly. */
function canonicalJson(text: string): Canonical | undefined {
	if (!/^\s*[{[]/.test(text) || text.length > mostCharacters) return undefined;
	try {
		// Numbers become text, so that no digit is lost; other text is marked, so that it is never taken for a number.
		const safe = text.replace(/"((?:[^"\\]|\\.)*)"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (found, inside?: string) =>
			inside === undefined ? `"#${exactText(found)}"` : `"$${inside}"`,
		);
		const value: unknown = JSON.parse(safe);
		const parts = isObject(value) ? new Map(Object.entries(value).map(([key, one]) => [key.slice(1), canonical(one)])) : undefined;
		return { text: canonical(value), ...(parts ? { parts } : {}) };
	} catch {
		return undefined;
	}
}

function exactText(text: string): string {
	const decimal = parseNumber(text);
	return decimal ? numberText(decimal) : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(value);
	const keys = Object.keys(value).sort();
	return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
