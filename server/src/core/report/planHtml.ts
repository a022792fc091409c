/** A plan as a part of a page: scope with both drawings, mappings, strategy with its alternatives, phases, and the matrix of risks. */

import type { Coverage } from '../mapping/coverage';
import { entitiesOf, renderEntitySvg } from './entitySvg';
import { type Html, html } from './html';
import { thousands } from './numbers';
import type { Named, PlannedChoice, PlanReport } from './planModel';
import {
	bytesWords,
	feasibleWords,
	gateWords,
	gradeText,
	reasonsWords,
	requirementWords,
	riskStateWords,
	rowsWords,
	sideWords,
	someNames,
	totalWords,
} from './planWords';
import { renderRiskSvg } from './riskSvg';

export interface PlanHtmlOptions {
	/** Drawings bring their own colours: not where a page forbids styles. */
	readonly styled?: boolean;
}

export function renderPlanHtml(report: PlanReport, coverage: Coverage, options: PlanHtmlOptions = {}): string {
	const { strategy } = report;
	const kind = { fits: 'identical', tight: 'partial', exceeds: 'different', unknown: 'partial' }[strategy.verdict];
	return html`<header><h1>${report.name ?? report.spec}</h1><p><span class="verdict ${kind}">${strategy.summary}</span> <span class="note">${totalWords(report)}</span></p>${paragraph(report.description)}</header>
${scopeHtml(report, coverage, options)}${mappingsHtml(report)}${dataHtml(report)}${strategyHtml(report)}${phasesHtml(report)}${rehearsalsHtml(report)}${risksHtml(report, options)}${listsHtml(report)}`
		.markup;
}

function paragraph(text: string | undefined): Html | undefined {
	return text === undefined ? undefined : html`<p>${text}</p>`;
}

function scopeHtml(report: PlanReport, coverage: Coverage, { styled }: PlanHtmlOptions): Html {
	const drawing = (side: 'source' | 'target') => {
		const entities = entitiesOf(coverage, side);
		if (!entities || entities.length === 0) return undefined;
		const title = `Tables of the ${side}`;
		return html`<figure><figcaption>${title} (${report[side].connection}): ${sideWords(report[side])}</figcaption>${{ markup: renderEntitySvg(title, entities, { id: `entities-${side}`, styled }) }}</figure>`;
	};
	return html`<section><h2>Scope</h2>${drawing('source') ?? html`<p class="note">source: ${sideWords(report.source)}</p>`}${drawing('target') ?? html`<p class="note">target: ${sideWords(report.target)}</p>`}</section>`;
}

function table(caption: string, head: readonly string[], rows: readonly Html[]): Html {
	const columns = head.map(title => html`<th scope="col">${title}</th>`);
	return html`<table><caption>${caption}</caption><thead><tr>${columns}</tr></thead><tbody>${rows}</tbody></table>`;
}

function mappingsHtml({ mappings }: PlanReport): Html | undefined {
	if (mappings.length === 0) return undefined;
	const rows = mappings.map(
		mapping =>
			html`<tr><th scope="row">${mapping.name}</th><td class="number">${rowsWords(mapping)}</td><td class="number">${bytesWords(mapping.bytes)}</td><td class="number">${mapping.growthPerDay === undefined ? '' : `+${thousands(mapping.growthPerDay)} a day`}</td><td>${gradeText(mapping)}</td><td>${reasonsWords(mapping)}</td><td>${mapping.criticality}</td></tr>`,
	);
	return html`<section><h2>Mappings</h2>${table('What each mapping moves, and how much work it is', ['Mapping', 'Rows', 'Bytes', 'Growth', 'Grade', 'Why (points)', 'Criticality'], rows)}</section>`;
}

function dataHtml({ mappings }: PlanReport): Html | undefined {
	const rows = mappings
		.filter(({ quality }) => quality.length > 0)
		.map(({ name, quality }) => html`<tr><th scope="row">${name}</th><td>${quality.map(note => html`<div>${note}</div>`)}</td></tr>`);
	if (rows.length === 0) return undefined;
	return html`<section><h2>Data</h2>${table('What the data is like, as far as somebody has looked', ['Mapping', 'What was found'], rows)}</section>`;
}

function strategyHtml({ strategy }: PlanReport): Html {
	const { pattern, availability, synchronisation, transfer } = strategy.declared;
	const durations = strategy.durations.map(({ name, text }) => html`<tr><th scope="row">${name}</th><td>${text}</td></tr>`);
	const basis = strategy.basis.map(line => html`<li>${line}</li>`);
	return html`<section><h2>Strategy</h2><p><strong>${[pattern, availability, synchronisation, transfer].join(', ')}</strong>${strategy.isDeclared ? '' : ' (nothing is declared)'}</p>${paragraph(strategy.justification)}${pairs('Limits', strategy.limits)}${table('Estimated durations', ['What', 'How long'], durations)}<ul class="note">${basis}</ul>${table('Each choice, with the others as they are declared', ['Choice', 'Verdict', 'Downtime', 'Why, and what it requires'], strategy.choices.map(choiceHtml))}${pairs('The way back', strategy.fallback)}${pairs('Dual writing', strategy.dualWrite)}</section>`;
}

function choiceHtml(choice: PlannedChoice): Html {
	const kind = { yes: 'identical', 'with-work': 'partial', no: 'different' }[choice.feasible];
	const name = choice.isDeclared ? html`<strong>${choice.option}</strong> (declared)` : html`${choice.option}`;
	const lines = [...choice.why, ...requirementWords(choice)].map(line => html`<div>${line}</div>`);
	return html`<tr><th scope="row">${choice.about}: ${name}</th><td class="${kind}">${feasibleWords(choice)}</td><td>${choice.downtime}</td><td>${lines}</td></tr>`;
}

function pairs(title: string, named: readonly Named[]): Html | undefined {
	if (named.length === 0) return undefined;
	const rows = named.map(({ name, value }) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`);
	return html`<table><caption>${title}</caption><tbody>${rows}</tbody></table>`;
}

function phasesHtml({ phases }: PlanReport): Html | undefined {
	if (phases.length === 0) return undefined;
	const rows = phases.map(phase => {
		const moved = phase.mappings.map(mapping => {
			const filter = phase.filters.find(one => one.name === mapping);
			return filter
				? html`<div>${mapping} <span class="note">where <code>${filter.value}</code></span></div>`
				: html`<div>${mapping}</div>`;
		});
		const notes = phase.notes.map(note => html`<div>${note}</div>`);
		return html`<tr><th scope="row">${phase.name}</th><td>${phase.starts}</td><td>${phase.owner}</td><td>${moved}</td><td>${phase.duration}</td><td>${phase.gate && gateWords(phase.gate)}</td><td>${notes}</td></tr>`;
	});
	return html`<section><h2>Phases</h2>${table('In the order in which they run', ['Phase', 'Starts', 'Owner', 'Mappings', 'Duration', 'Gate', 'Notes'], rows)}</section>`;
}

function rehearsalsHtml({ rehearsals }: PlanReport): Html | undefined {
	if (rehearsals.length === 0) return undefined;
	const rows = rehearsals.map(
		({ name, when, on, data, gate, took, verdict }) =>
			html`<tr><th scope="row">${name}</th><td>${when}</td><td>${on}</td><td>${data}</td><td>${gate && gateWords(gate)}</td><td>${took}</td><td>${verdict}</td></tr>`,
	);
	return html`<section><h2>Rehearsals</h2>${table('What must pass, and what came of them', ['Rehearsal', 'When', 'On', 'Data', 'Must pass', 'Took', 'Verdict'], rows)}</section>`;
}

function risksHtml({ risks, suggestedRisks }: PlanReport, { styled }: PlanHtmlOptions): Html | undefined {
	if (risks.length === 0 && suggestedRisks.length === 0) return undefined;
	const rows = risks.map(risk => {
		const kind = { raised: 'different', open: 'partial', closed: 'identical' }[risk.state];
		const about = risk.description === undefined ? undefined : html`<div class="note">${risk.description}</div>`;
		const review = risk.isReviewDue ? `${risk.review} (due)` : risk.review;
		return html`<tr><td class="number">${risk.rank}</td><th scope="row">${risk.name}${about}</th><td>${risk.likelihood}</td><td>${risk.impact}</td><td>${risk.owner}</td><td>${risk.mitigation}</td><td>${risk.contingency}</td><td>${review}</td><td class="${kind}">${riskStateWords(risk)}</td></tr>`;
	});
	const head = ['#', 'Risk', 'Likelihood', 'Impact', 'Owner', 'Mitigation', 'Contingency', 'Review', 'State'];
	const matrix =
		risks.length === 0 ? undefined : html`<figure>${{ markup: renderRiskSvg(risks, { styled }) }}</figure>${table('By rank', head, rows)}`;
	const suggested = suggestedRisks.map(({ name, description }) => html`<tr><th scope="row">${name}</th><td>${description}</td></tr>`);
	const more =
		suggested.length === 0 ? undefined : table('Risks that the facts suggest, and nobody has written down', ['Risk', 'Why'], suggested);
	return html`<section><h2>Risks</h2>${matrix}${more}</section>`;
}

function listsHtml({ loadOrder, attention, undecided, outOfScope }: PlanReport): Html {
	const steps = loadOrder.steps.map(step => html`<li>${step.join(', ')}</li>`);
	const cycles = loadOrder.cycles.map(cycle => html`<p class="partial">In a circle: ${cycle.join(' → ')}</p>`);
	const met = attention.map(
		({ side, kind, names, why }) => html`<tr><th scope="row">${side}: ${kind}</th><td>${someNames(names, 12)}</td><td>${why}</td></tr>`,
	);
	const left = outOfScope.map(({ names, reason }) => html`<tr><td>${someNames(names, 12)}</td><td>${reason}</td></tr>`);
	return html`<section><h2>Load order</h2><ol>${steps}</ol>${cycles}</section>${met.length === 0 ? undefined : html`<section><h2>Not moved, or met on the way</h2>${table('Objects and types beside the rows', ['What', 'Names', 'What that means'], met)}</section>`}${undecided.length === 0 ? undefined : html`<section><h2>Undecided</h2><p>${undecided.join(', ')}</p></section>`}${left.length === 0 ? undefined : html`<section><h2>Out of scope</h2>${table('Left out, and why', ['What', 'Why'], left)}</section>`}`;
}
