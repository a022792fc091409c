/** A document as one file for a browser and for paper: no script, nothing from outside. Everything of the spec is text. */

import { type Html, html } from '../html';
import type { Block, Inline, RenderedDocument, Rich, Table } from './blocks';
import { documentStyle } from './style';

export function renderDocumentHtml({ title, subtitle, language, contentsTitle, skip, blocks }: RenderedDocument): string {
	return `${
		html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Crosswalk">
<title>${title}</title>
<style>${{ markup: documentStyle }}</style>
</head>
<body>
<a class="skip" href="#content">${skip}</a>
<header><h1>${title}</h1><p class="subtitle">${subtitle}</p></header>
${contents(contentsTitle, blocks)}
<main id="content">
${partsOf(blocks)}
</main>
</body>
</html>`.markup
	}\n`;
}

type Heading = Extract<Block, { kind: 'heading' }>;

/** Parts with their sections. */
function contents(title: string, blocks: readonly Block[]): Html {
	const headings = blocks.filter((block): block is Heading => block.kind === 'heading');
	const parts = headings.filter(({ level }) => level === 2);
	const items = parts.map((part, index) => {
		const last = parts[index + 1];
		const below = headings
			.slice(headings.indexOf(part) + 1, last ? headings.indexOf(last) : undefined)
			.filter(({ level }) => level === 3)
			.map(one => html`<li>${link(one)}</li>\n`);
		return html`<li>${link(part)}${below.length === 0 ? undefined : html`<ol>${below}</ol>`}</li>\n`;
	});
	return html`<nav aria-labelledby="contents"><h2 id="contents">${title}</h2><ol>${items}</ol></nav>`;
}

function link({ id, text }: Heading): Html {
	return html`<a href="#${id}">${rich(text)}</a>`;
}

/** A section for each part, so that paper begins a page and readers of the screen find it. */
function partsOf(blocks: readonly Block[]): readonly Html[] {
	const parts: Html[] = [];
	let at = 0;
	while (at < blocks.length) {
		const next = blocks.findIndex((block, index) => index > at && block.kind === 'heading' && block.level === 2);
		const end = next < 0 ? blocks.length : next;
		const first = blocks[at];
		const inside = blocks.slice(at, end).map(blockHtml);
		parts.push(first?.kind === 'heading' ? html`<section aria-labelledby="${first.id}">\n${inside}</section>\n` : html`${inside}`);
		at = end;
	}
	return parts;
}

function blockHtml(block: Block): Html {
	switch (block.kind) {
		case 'heading': {
			const tag: Html = { markup: `h${block.level}` };
			return html`<${tag} id="${block.id}">${rich(block.text)}</${tag}>\n`;
		}
		case 'paragraph':
			return html`<p>${rich(block.text)}</p>\n`;
		case 'list':
			return html`<ul>${block.items.map(item => html`<li>${rich(item)}</li>\n`)}</ul>\n`;
		case 'pairs':
			return html`<dl>${block.pairs.map(([term, text]) => html`<div><dt>${term}</dt><dd>${rich(text)}</dd></div>\n`)}</dl>\n`;
		case 'table':
			return tableHtml(block);
		case 'figure':
			return html`<figure>${{ markup: block.svg }}<figcaption>${block.caption}</figcaption></figure>\n`;
		case 'code':
			return html`<figure class="code"><figcaption>${block.caption}</figcaption><pre><code>${codeLines(block.text)}</code></pre></figure>\n`;
	}
}

function tableHtml({ caption, head, rows }: Table): Html {
	const numeric = head.map(({ isNumber }) => (isNumber ? html` class="number"` : undefined));
	const heads = head.map(({ text }, n) => html`<th scope="col"${numeric[n]}>${text}</th>`);
	const body = rows.map(([name, ...cells]) => {
		const others = cells.map((cell, n) => html`<td${numeric[n + 1]}>${rich(cell)}</td>`);
		return html`<tr><th scope="row"${numeric[0]}>${rich(name ?? [])}</th>${others}</tr>\n`;
	});
	return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table class="columns-${head.length}"><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>\n`;
}

function rich(text: Rich): readonly Html[] {
	return text.map(inline);
}

function inline(part: Inline): Html {
	if (typeof part === 'string') return html`${withDates(part)}`;
	switch (part.kind) {
		case 'code':
			return html`<code>${codeLines(part.text)}</code>`;
		case 'strong':
			return html`<strong>${part.text}</strong>`;
		case 'quiet':
			return html`<span class="quiet">${part.text}</span>`;
		case 'state':
			return html`<span class="state ${part.tone}">${part.text}</span>`;
		case 'break':
			return html`<br>`;
	}
}

const date = /((?:[A-Z][a-z]{1,2} )?\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)/;

/** A date is not torn at its hyphens. */
function withDates(text: string): readonly Html[] {
	return text.split(date).map((piece, index) => (index % 2 === 1 ? html`<span class="when">${piece}</span>` : html`${piece}`));
}

/** Line breaks of SQL stay; all else that cannot be seen is shown as an escape. */
function codeLines(text: string): readonly Html[] {
	return text.split(/\r?\n/).map((line, index) => html`${index === 0 ? '' : { markup: '\n' }}${line.replaceAll('\t', '  ')}`);
}
