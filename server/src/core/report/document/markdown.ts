/** A document as Markdown, as GitHub reads it. Drawings are left to HTML; their tables stand in their places. */

import { markdownCode, markdownTable, markdownText } from '../markdownText';
import type { Block, Inline, RenderedDocument, Rich, Table } from './blocks';

export function renderDocumentMarkdown({ title, subtitle, blocks }: RenderedDocument): string {
	const lines = [`# ${markdownText(title)}`, '', markdownText(subtitle), ...blocks.flatMap(blockLines)];
	return `${lines.join('\n')}\n`;
}

function blockLines(block: Block): readonly string[] {
	switch (block.kind) {
		case 'heading':
			return ['', `${'#'.repeat(block.level)} ${rich(block.text)}`];
		case 'paragraph':
			return ['', rich(block.text)];
		case 'list':
			return ['', ...block.items.map(item => `- ${rich(item)}`)];
		case 'pairs':
			return ['', ...block.pairs.map(([term, text]) => `- **${markdownText(term)}**: ${rich(text)}`)];
		case 'table':
			return tableLines(block);
		case 'figure':
			return block.instead.flatMap(blockLines);
		case 'code':
			return ['', `${markdownText(block.caption)}:`, '', ...fenced(block.text)];
	}
}

function tableLines({ caption, head, rows }: Table): readonly string[] {
	const [heads = '', , ...body] = markdownTable(
		head.map(({ text }) => markdownText(text)),
		rows.map(cells => cells.map(rich)),
	);
	const rule = `| ${head.map(({ isNumber }) => (isNumber ? '---:' : '---')).join(' | ')} |`;
	return ['', `**${markdownText(caption)}**`, '', heads, rule, ...body];
}

function rich(text: Rich): string {
	return text.map(inline).join('');
}

function inline(part: Inline): string {
	if (typeof part === 'string') return markdownText(part);
	switch (part.kind) {
		case 'code':
			return markdownCode(part.text.replace(/\s*\r?\n\s*/g, ' '));
		case 'strong':
		case 'state':
			return `**${markdownText(part.text)}**`;
		case 'quiet':
			return markdownText(part.text);
		case 'break':
			return '<br>';
	}
}

/** The fence is longer than any run of backticks within. */
function fenced(text: string): readonly string[] {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
	const fence = '`'.repeat(longest + 1);
	return [`${fence}sql`, ...text.split(/\r?\n/), fence];
}
