/** The drawings of a spec's coverage and load order as files of their own: SVG in plain colours, which any program shows. */

import { visibleText } from '../../../../server/src/core/report/visibleText';
import { type CoverageLayout, type CoverageLine, curvePath } from './coverageLayout';
import { boxHeight, boxWidth, type OrderLayout } from './orderLayout';

const lineHeight = 20;
const side = 340;
const between = 220;
const colors = {
	mapped: '#17693a',
	generated: '#17693a',
	ignored: '#5b6b73',
	unmapped: '#a3262a',
	table: '#1c2529',
	curve: '#7c8f99',
} as const;

export function coverageSvg({ source, target, curves }: CoverageLayout, title: string): string {
	const height = (Math.max(source.length, target.length) + 2) * lineHeight;
	const lines = (all: readonly CoverageLine[], x: number) =>
		all.map(({ table, column }, index) => {
			const text = column ? column.name : table.name;
			const state = column ? column.state : table.state;
			const note = state === 'unmapped' ? (column?.isRequired ? ' (required)' : ' (undecided)') : state === 'ignored' ? ' (left out)' : '';
			const weight = column ? 'normal' : 'bold';
			const color = column ? colors[state] : state === 'mapped' ? colors.table : colors[state];
			return `<text x="${x + (column ? 16 : 0)}" y="${(index + 0.7) * lineHeight}" fill="${color}" font-weight="${weight}">${escaped(text + note)}</text>`;
		});
	const paths = curves.map(
		curve =>
			`<path d="${curvePath(curve.source, curve.target, between, lineHeight)}" fill="none" stroke="${colors.curve}" stroke-opacity="0.6"/>`,
	);
	return svg(side * 2 + between, height + lineHeight, title, [
		`<text x="12" y="16" font-weight="bold">${escaped(title)}</text>`,
		`<g transform="translate(12 ${lineHeight + 8})">${lines(source, 0).join('')}</g>`,
		`<g transform="translate(${side} ${lineHeight + 8})">${paths.join('')}</g>`,
		`<g transform="translate(${side + between + 12} ${lineHeight + 8})">${lines(target, 0).join('')}</g>`,
	]);
}

export function orderSvg({ boxes, arrows, width, height }: OrderLayout, title: string): string {
	const marker = `<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="${colors.curve}"/></marker></defs>`;
	return svg(width, height, title, [
		marker,
		...arrows.map(
			({ path, isInCycle, child, parent, label }) =>
				`<path d="${path}" fill="none" stroke="${isInCycle ? colors.unmapped : colors.curve}" marker-end="url(#arrow)"><title>${escaped(`${child} refers to ${parent}: ${label}`)}</title></path>`,
		),
		...boxes.map(
			({ name, x, y }) =>
				`<rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="4" fill="#fff" stroke="${colors.table}"/><text x="${x + 8}" y="${y + 17}">${escaped(name)}</text>`,
		),
	]);
}

function svg(width: number, height: number, title: string, parts: readonly string[]): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/>${parts.join('\n')}</svg>\n`;
}

function escaped(text: string): string {
	return visibleText(text).replace(/[&<>"]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');
}
