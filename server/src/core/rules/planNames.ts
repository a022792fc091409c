/** Finds the names in the sections of the plan. Judges none of them. */

import { oncePer } from '../base/memo';
import { type PlanValue, planAt, type Section, type Spec, type Text } from '../spec/spec';

/** The values at a path of keys; `*` stands for every key. */
export function planValues(value: PlanValue | undefined, path: string): readonly PlanValue[] {
	return path
		.split('.')
		.reduce<readonly PlanValue[]>((values, key) => values.flatMap(at => childrenOf(at, key)), value === undefined ? [] : [value]);
}

/** The names at a path of a section: a scalar, or each of a list. */
export const planNames = perSection(value => namesIn(value));

/** The keys of the maps at a path of a section. */
export const planKeys = perSection(value => (value.kind === 'map' ? value.entries.map(entry => entry.key) : []));

/** A section is the same from one keystroke to the next while its text is: a path of it is walked once. */
function perSection(textsOf: (value: PlanValue) => readonly Text[]): (section: Section | undefined, path: string) => readonly Text[] {
	const walked = oncePer((_: Section) => new Map<string, readonly Text[]>());
	return (section, path) => {
		if (!section) return [];
		const byPath = walked(section);
		const texts = byPath.get(path) ?? planValues(section.value, path).flatMap(textsOf);
		byPath.set(path, texts);
		return texts;
	};
}

/** Whether the target is kept up to date by what changed. */
export function isDelta({ strategy }: Spec): boolean {
	const value = planAt(strategy?.value, 'synchronisation');
	return value?.kind === 'scalar' && value.literal.text === 'delta';
}

function childrenOf(value: PlanValue, key: string): readonly PlanValue[] {
	if (value.kind !== 'map') return [];
	return value.entries.filter(entry => key === '*' || entry.key.text === key).map(entry => entry.value);
}

function namesIn(value: PlanValue): readonly Text[] {
	if (value.kind === 'list') return value.items.flatMap(namesIn);
	if (value.kind !== 'scalar' || value.literal.text === null) return [];
	return [{ text: value.literal.text, span: value.span, quoted: value.literal.quoted }];
}
