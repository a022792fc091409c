/** `.crosswalk/settings.yaml`: what a team agrees on. What cannot be understood is told, and leaves every rule at its own severity. */

import type { Severity } from '../base/problem';
import { entriesOf, entryAt, oneOf } from './read';
import { checkShape } from './shape';
import { readSideFile, type SideFile } from './sideFile';
import type { Text } from './spec';

export type Severities = ReadonlyMap<string, Severity | 'off'>;

export interface Settings extends SideFile {
	/** By code. */
	readonly rules: Severities;
	/** The codes as written: whether there are such rules is not known here. */
	readonly codes: readonly Text[];
	/** Kinds of data of `scope.data` whose values may be shown in samples although they are hidden by default. */
	readonly shownSamples: ReadonlySet<string>;
}

const words = ['error', 'warning', 'information', 'hint', 'off'] as const;

const keys: readonly string[] = ['rules', 'samples'];

/** Never throws. */
export function parseSettings(file: string, text: string): Settings {
	const { entries, findings, ...side } = readSideFile(file, text, 'a map of settings');
	const entriesBelow = (name: string) =>
		entries.filter(entry => entry.key.value === name).flatMap(entry => entriesOf(entryAt(entry, entry.block.id).value));
	const settings = entriesBelow('rules');
	const shapes = entries.flatMap(entry => {
		const shape = checkShape(entry.value, `settings#/properties/${entry.key.value}`, entry.block.id, entry.key);
		if (keys.includes(String(entry.key.value))) return shape;
		const { key } = entryAt(entry, entry.block.id);
		return [{ code: 'unknown-key', span: key.span, args: { key: key.text, where: 'the settings', known: keys.join(', ') } }];
	});
	const rules = new Map<string, Severity | 'off'>();
	for (const { key, value } of settings) {
		const severity = oneOf(value, words);
		if (severity) rules.set(key.text, severity);
	}
	const shown = entriesBelow('samples').filter(({ key, value }) => isDataClass(key.text) && oneOf(value, ['shown']) !== undefined);
	return {
		...side,
		findings: [...findings, ...shapes],
		rules,
		codes: settings.map(({ key }) => key),
		shownSamples: new Set(shown.map(({ key }) => key.text)),
	};
}

function isDataClass(text: string): boolean {
	return text === 'personal' || text === 'confidential';
}
