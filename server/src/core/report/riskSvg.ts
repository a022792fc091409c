/**
 * The risks of a plan as a matrix of likelihood and impact: one SVG without script, for the panel and the document. Whoever shows it brings the
 * colours, or takes `riskSvgStyle`. Everything of the spec is text.
 */

import { levels } from '../strategy/plan';
import { type Html, html } from './html';
import type { PlannedRisk } from './planModel';

export interface RiskSvgOptions {
	/** Told apart when a page has several. */
	readonly id?: string;
	/** Brings its own colours, for light and dark: not where a page forbids styles. */
	readonly styled?: boolean;
	/** Our own words in another language. */
	readonly say?: (sentence: string) => string;
}

const cellWidth = 200;
const cellHeight = 84;
const margin = 86;
const bottom = 44;
const width = margin + cellWidth * 3 + 12;
const height = cellHeight * 3 + bottom + 12;
/** More names than this do not fit into a cell. */
const mostNames = 4;

/** Risks that nobody has weighed are not in it; the description says how many. */
export function renderRiskSvg(risks: readonly PlannedRisk[], { id = 'risks', styled, say = same }: RiskSvgOptions = {}): string {
	const weighed = risks.filter(({ score }) => score !== undefined);
	const description = [
		...weighed.map(
			({ rank, name, likelihood, impact, state }) => `${rank}. ${name}: ${say(`likelihood ${likelihood}, impact ${impact}, ${state}.`)}`,
		),
		...(weighed.length < risks.length ? [say(`${risks.length - weighed.length} not weighed.`)] : []),
	].join(' ');
	const style: Html | undefined = styled ? { markup: `<style>${riskSvgStyle}</style>` } : undefined;
	const cells = levels.flatMap((likelihood, row) =>
		levels.map((impact, column) => cell(weighed, likelihood, impact, 2 - row, column, (row + 1) * (column + 1), say)),
	);
	return html`<svg xmlns="http://www.w3.org/2000/svg" class="risks" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${say('Risks by likelihood and impact')}</title><desc id="${id}-description">${description}</desc>${style}${cells}${axes(say)}</svg>`
		.markup;
}

/** The colours of light and dark pages, and of print. */
export const riskSvgStyle = [
	'.risks{font:12px system-ui,sans-serif}.risks text{fill:#1f2328}.risks .risks-axis{fill:#59636e}.risks rect{stroke:#d1d9e0}',
	'.risks .risks-low{fill:#e3f3e6}.risks .risks-medium{fill:#fbf0cf}.risks .risks-high{fill:#fbdcd6}.risks .raised{fill:#a40e26;font-weight:600}',
	'.risks .closed{opacity:.55;text-decoration:line-through}',
	'@media (prefers-color-scheme:dark){.risks text{fill:#e6edf3}.risks .risks-axis{fill:#9198a1}.risks rect{stroke:#3d444d}',
	'.risks .risks-low{fill:#15301d}.risks .risks-medium{fill:#3a3010}.risks .risks-high{fill:#45201c}.risks .raised{fill:#ff7b88}}',
].join('');

type Say = (sentence: string) => string;

function same(sentence: string): string {
	return sentence;
}

function cell(
	risks: readonly PlannedRisk[],
	likelihood: string,
	impact: string,
	row: number,
	column: number,
	score: number,
	say: Say,
): Html {
	const here = risks.filter(risk => risk.likelihood === likelihood && risk.impact === impact);
	const x = margin + column * cellWidth;
	const y = row * cellHeight + 6;
	const shown = here.length > mostNames ? here.slice(0, mostNames - 1) : here;
	const lines = shown.map(
		({ rank, name, state }, n) =>
			html`<text class="${state}" fill="currentColor" x="${x + 10}" y="${y + 20 + n * 18}"${state === 'raised' ? html` font-weight="600"` : undefined}>${rank}. ${short(name)}<title>${name}: ${say(state)}</title></text>`,
	);
	const more =
		here.length > shown.length
			? html`<text fill="currentColor" x="${x + 10}" y="${y + 20 + shown.length * 18}">${say(`and ${here.length - shown.length} more`)}</text>`
			: undefined;
	const kind = score >= 6 ? 'high' : score >= 3 ? 'medium' : 'low';
	const fill = { high: '#d9534f', medium: '#e0a83a', low: '#5a9c6b' }[kind];
	return html`<rect class="risks-${kind}" x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${fill}" fill-opacity="0.22" stroke="currentColor" stroke-opacity="0.3"/>${lines}${more}`;
}

function axes(say: Say): readonly Html[] {
	const down = [...levels]
		.reverse()
		.map(
			(level, row) =>
				html`<text class="risks-axis" x="${margin - 10}" y="${row * cellHeight + cellHeight / 2 + 10}" text-anchor="end" fill="currentColor">${say(level)}</text>`,
		);
	const across = levels.map(
		(level, column) =>
			html`<text class="risks-axis" x="${margin + column * cellWidth + cellWidth / 2}" y="${cellHeight * 3 + 24}" text-anchor="middle" fill="currentColor">${say(level)}</text>`,
	);
	const middle = (cellHeight * 3) / 2 + 6;
	return [
		...down,
		...across,
		html`<text class="risks-axis" x="${margin + cellWidth * 1.5}" y="${cellHeight * 3 + 44}" text-anchor="middle" fill="currentColor">${say('impact')}</text>`,
		html`<text class="risks-axis" x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})" fill="currentColor">${say('likelihood')}</text>`,
	];
}

function short(name: string): string {
	return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}
