/** How the demo looks: headlines, excerpts of what a command printed, and lines that fit a screenshot. Runs nothing. */

import { type Style, styleOf } from '../../server/src/core/report/style';

export const width = 118;

const isTerminal = process.stdout.isTTY === true;

/** Whether commands are asked to print colours, which they would not into a pipe. */
export const isColored = isTerminal && !process.env.NO_COLOR;

export const style: Style = styleOf(isColored);

export function say(text = ''): void {
	process.stdout.write(`${text}\n`);
}

/** A line that the next one replaces; on a terminal only. */
export function sayForNow(text: string): void {
	if (isTerminal) process.stdout.write(`\r\u001b[K${text}`);
}

/** What was done, and how long it took. */
export function sayDone(text: string, startedMs: number): void {
	sayForNow('');
	say(`  ${style.green('✓')} ${text.padEnd(width - 12)}${style.dim(seconds(startedMs).padStart(8))}`);
}

export function sayHeadline(number: number, title: string, why: string, command: string): void {
	const start = `── ${number}  ${title} `;
	say();
	say(style.bold(start + '─'.repeat(width - start.length)));
	say(style.dim(why));
	say();
	say(`${style.dim('$')} ${style.bold(command)}`);
}

/** What a command printed, indented, wrapped, and followed by how long it took. */
export function sayOutput(text: string, startedMs: number): void {
	for (const line of text.trimEnd().split('\n')) for (const part of wrap(line, width - 2)) say(`  ${part}`);
	say(style.dim(seconds(startedMs).padStart(width)));
}

export function thousands(count: number): string {
	return count.toLocaleString('en-US');
}

export function seconds(startedMs: number): string {
	return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** Cuts at blanks; what follows the first line stands below the last column that begins in its left half. Colours have no width. */
export function wrap(line: string, columns: number): readonly string[] {
	const plain = withoutColors(line);
	const starts = [...plain.slice(0, columns / 2).matchAll(/(?:^| ) +(?=\S)/g)].map(match => match.index + match[0].length);
	const indent = ' '.repeat(starts.at(-1) ?? 4);
	const lines: string[] = [];
	let current = '';
	for (const word of line.split(/(?<=\S)(?= )/)) {
		if (current !== '' && withoutColors(current + word).length > columns) {
			lines.push(current);
			current = indent + word.trimStart();
		} else current += word;
	}
	return [...lines, current];
}

export function withoutColors(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
	return text.replace(/\u001b\[\d+m/g, '');
}
