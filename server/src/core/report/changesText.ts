/** What is other than in the last run, for people: better or worse, a line for each check that changed. */

import type { CheckChange, ReconcileReport } from './model';
import { changeText, isBetter } from './runChanges';
import type { Style } from './style';
import { visibleText } from './visibleText';

/** `2026-12-05 23:10 UTC`. */
export function momentText(iso: string): string {
	return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Empty when there was no run to compare with. */
export function changesTexts({ changes }: ReconcileReport, style: Style): readonly string[] {
	if (!changes) return [];
	const since = `Since the run of ${momentText(changes.since)}`;
	if (changes.changes.length === 0) return [style.dim(`${since}: nothing changed`)];
	const names = changes.changes.map(subjectOf);
	const width = Math.max(...names.map(name => name.length));
	const lines = changes.changes.map((change, index) => {
		const sign = isBetter(change) ? style.green('↑') : style.red('↓');
		return `  ${sign} ${(names[index] ?? '').padEnd(width)}  ${changeText(change)}`;
	});
	return [`${since}:`, ...lines];
}

/** `customers, rows`. */
export function subjectOf({ mapping, check }: Pick<CheckChange, 'mapping' | 'check'>): string {
	return visibleText(mapping === undefined ? check : `${mapping}, ${check}`);
}
