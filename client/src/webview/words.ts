/** Words and numbers of the page. */

import type { Verdict } from '../../../server/src/core/reconcile/result';

/** The sign for those who see, beside the word for everybody. */
export const signs: Readonly<Record<Verdict, string>> = {
	identical: '✓',
	accepted: '✓',
	different: '✗',
	failed: '✗',
	partial: '!',
	'not-run': '!',
};

export function verdictWord(verdict: Verdict): string {
	return verdict.replace('-', ' ');
}

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
	const seconds = ms / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `just now`, `4 min ago`, `3 h ago`, `5 days ago`. */
export function ageText(iso: string, nowMs: number): string {
	const minutes = Math.max(0, Math.floor((nowMs - Date.parse(iso)) / 60_000));
	if (minutes < 1) return 'just now';
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 48) return `${hours} h ago`;
	return `${Math.floor(hours / 24)} days ago`;
}

export function plural(count: number, word: string): string {
	return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
}
