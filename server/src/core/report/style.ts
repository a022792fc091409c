/** Colours of a terminal (ECMA-48 select graphic rendition), or none. */

import { thousands } from './numbers';

export interface Style {
	bold(text: string): string;
	dim(text: string): string;
	red(text: string): string;
	green(text: string): string;
	yellow(text: string): string;
	blue(text: string): string;
}

export function styleOf(isColored: boolean): Style {
	const paint = (on: number, off: number) => (text: string) => (isColored && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
	return {
		bold: paint(1, 22),
		dim: paint(2, 22),
		red: paint(31, 39),
		green: paint(32, 39),
		yellow: paint(33, 39),
		blue: paint(34, 39),
	};
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
	return `${thousands(count)} ${word}${count === 1 ? '' : 's'}`;
}
