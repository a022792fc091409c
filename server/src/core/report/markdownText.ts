/** Makes data safe within Markdown as GitHub reads it, also in a cell of a table: no markup, no HTML, no link, nobody mentioned. */

import { visibleText } from './visibleText';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;' };

/** One line of prose. */
export function markdownText(text: string): string {
	return (
		visibleText(text)
			.replace(/[\\`*_[\]~$#]/g, '\\$&')
			.replace(/[&<>|]/g, character => entities[character] ?? character)
			// Bare addresses become links without any markup.
			.replace(/:\/\//g, '&#58;//')
			.replace(/www\./gi, address => `${address.slice(0, 3)}&#46;`)
			// GitHub looks for mentions in the text that is left after Markdown; a comment cuts them.
			.replace(/@/g, '@<!-- -->')
	);
}

/** A name, set as code. */
export function markdownCode(name: string): string {
	const shown = visibleText(name);
	return /^[^`|\\\s](?:[^`|\\]*[^`|\\\s])?$/.test(shown) ? `\`${shown}\`` : `<code>${markdownText(name)}</code>`;
}

/** A table; the cells are Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}

/** Lines as they are. The fence is longer than any run of backticks in them. */
export function markdownBlock(lines: readonly string[]): readonly string[] {
	const longest = Math.max(2, ...lines.flatMap(line => [...line.matchAll(/`+/g)].map(run => run[0].length)));
	const fence = '`'.repeat(longest + 1);
	return [`${fence}text`, ...lines, fence];
}
