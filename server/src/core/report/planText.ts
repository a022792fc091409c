/** A plan for people at a terminal: scope, mappings, strategy with its alternatives, phases, risks. */

import { thousands } from './numbers';
import type { PlannedChoice, PlannedPhase, PlannedRisk, PlanReport } from './planModel';
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
import { type Style, styleOf } from './style';
import { visibleText } from './visibleText';

export function renderPlanText(report: PlanReport, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	return `${[
		style.bold(visibleText(report.name ?? report.spec)),
		...(report.description === undefined ? [] : [`  ${style.dim(visibleText(report.description))}`]),
		...section('Scope', scopeLines(report), style),
		...section('Mappings', mappingLines(report, style), style),
		...section('Data, as far as somebody has looked', dataLines(report, style), style),
		...section('Strategy', strategyLines(report, style), style),
		...section(
			'Phases',
			report.phases.flatMap(phase => phaseLines(phase, style)),
			style,
		),
		...section('Rehearsals', rehearsalLines(report, style), style),
		...section(
			'Risks',
			report.risks.flatMap(risk => riskLines(risk, style)),
			style,
		),
		...section('Risks that the facts suggest', suggestedLines(report, style), style),
		...section('Load order', orderLines(report), style),
		...section('Not moved, or met on the way', attentionLines(report, style), style),
		...section('Undecided', report.undecided.length === 0 ? [] : [`  ${visibleText(someNames(report.undecided, 8))}`], style),
		...section('Left out, and why', outLines(report, style), style),
	].join('\n')}\n`;
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
	return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
}

function scopeLines(report: PlanReport): readonly string[] {
	return [
		`  source ${visibleText(report.source.connection)}  ${sideWords(report.source)}`,
		`  target ${visibleText(report.target.connection)}  ${sideWords(report.target)}`,
		`  ${totalWords(report)}`,
	];
}

function mappingLines({ mappings }: PlanReport, style: Style): readonly string[] {
	const shown = mappings.map(mapping => [
		visibleText(mapping.name),
		rowsWords(mapping),
		bytesWords(mapping.bytes),
		mapping.growthPerDay === undefined ? '' : `+${thousands(mapping.growthPerDay)}/day`,
		gradeText(mapping),
		reasonsWords(mapping),
	]);
	const head = ['mapping', 'rows', 'bytes', 'growth', 'grade', 'why (points)'];
	const widths = head.map((title, index) => Math.max(title.length, ...shown.map(cells => (cells[index] ?? '').length)));
	const line = (cells: readonly string[]) =>
		`  ${cells.map((cell, index) => (index >= 1 && index <= 3 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join('  ')}`.trimEnd();
	return [style.dim(line(head)), ...shown.map(line)];
}

function dataLines({ mappings }: PlanReport, style: Style): readonly string[] {
	return mappings.flatMap(({ name, quality }) =>
		quality.map((note, index) => `  ${visibleText(index === 0 ? name : ' '.repeat(name.length))}  ${style.dim(visibleText(note))}`),
	);
}

function strategyLines({ strategy }: PlanReport, style: Style): readonly string[] {
	const { pattern, availability, synchronisation, transfer } = strategy.declared;
	const paint = { fits: style.green, tight: style.yellow, exceeds: style.red, unknown: style.yellow }[strategy.verdict];
	const choices = strategy.choices.flatMap(choice => choiceLines(choice, style));
	return [
		`  ${[pattern, availability, synchronisation, transfer].join(', ')}${strategy.isDeclared ? '' : style.dim(' (nothing is declared)')}`,
		`  ${paint(strategy.summary)}`,
		...(strategy.justification === undefined ? [] : [`  ${visibleText(strategy.justification)}`]),
		...strategy.limits.map(({ name, value }) => `  ${name}: ${visibleText(value)}`),
		...strategy.durations.map(({ name, text }) => `  ${`${name}:`.padEnd(25)} ${text}`),
		...strategy.basis.map(line => style.dim(`  ${visibleText(line)}`)),
		'',
		...choices,
		...terms('way back', strategy.fallback),
		...terms('dual writing', strategy.dualWrite),
	];
}

function terms(what: string, named: PlanReport['strategy']['fallback']): readonly string[] {
	return named.length === 0 ? [] : [`  ${what}: ${named.map(({ name, value }) => `${name} ${visibleText(value)}`).join('; ')}`];
}

function choiceLines(choice: PlannedChoice, style: Style): readonly string[] {
	const mark = choice.feasible === 'yes' ? style.green('✓') : choice.feasible === 'no' ? style.red('✗') : style.yellow('!');
	const name = `${choice.about}: ${choice.option}`;
	const declared = choice.isDeclared ? style.bold(name) : name;
	return [
		`  ${mark} ${declared}${' '.repeat(Math.max(0, 36 - name.length))}  ${feasibleWords(choice)}${choice.isDeclared ? ' (declared)' : ''}`,
		...choice.why.map(line => style.dim(`      ${visibleText(line)}`)),
		...requirementWords(choice)
			.filter(line => !line.startsWith('has '))
			.map(line => style.dim(`      ${visibleText(line)}`)),
	];
}

function phaseLines(phase: PlannedPhase, style: Style): readonly string[] {
	const { name, mappings, owner, starts, duration, gate, notes, filters, rows } = phase;
	const about = [starts, owner, rows === undefined ? undefined : `~${thousands(rows)} rows`, duration].filter(part => part !== undefined);
	return [
		`  ${style.bold(visibleText(name))}  ${visibleText(about.join(' · '))}`,
		`    ${visibleText(mappings.join(', '))}`,
		...filters.map(filter => style.dim(`    ${visibleText(filter.name)} where ${visibleText(filter.value)}`)),
		...(gate ? [style.dim(`    gate: ${visibleText(gateWords(gate))}`)] : []),
		...notes.map(note => style.yellow(`    ${visibleText(note)}`)),
	];
}

function rehearsalLines({ rehearsals }: PlanReport, style: Style): readonly string[] {
	return rehearsals.flatMap(({ name, when, on, data, took, verdict, gate }) => [
		`  ${style.bold(visibleText(name))}  ${visibleText([when, on, data, took === undefined ? 'no result' : `took ${took}`, verdict].filter(Boolean).join(' · '))}`,
		...(gate ? [style.dim(`    must pass: ${visibleText(gateWords(gate))}`)] : []),
	]);
}

function riskLines(risk: PlannedRisk, style: Style): readonly string[] {
	const { rank, name, score, likelihood, impact, owner, description, mitigation, contingency, review, isReviewDue } = risk;
	const paint = risk.state === 'raised' ? style.red : risk.state === 'closed' ? style.green : style.yellow;
	const weight = score === undefined ? 'not weighed' : `${score}/9 (${likelihood} × ${impact})`;
	return [
		`  ${rank}. ${style.bold(visibleText(name))}  ${weight}  ${paint(visibleText(riskStateWords(risk)))}`,
		...(description === undefined ? [] : [`     ${visibleText(description)}`]),
		style.dim(
			`     ${visibleText([owner && `owner ${owner}`, mitigation && `mitigation: ${mitigation}`, contingency && `contingency: ${contingency}`, review && `review ${review}${isReviewDue ? ' (due)' : ''}`].filter(Boolean).join(' · '))}`,
		),
	];
}

function suggestedLines({ suggestedRisks }: PlanReport, style: Style): readonly string[] {
	return suggestedRisks.map(({ name, description }) => `  ${visibleText(name)}  ${style.dim(visibleText(description))}`);
}

function orderLines({ loadOrder: { steps, cycles } }: PlanReport): readonly string[] {
	return [
		...steps.map((step, index) => `  ${index + 1}. ${visibleText(step.join(', '))}`),
		...cycles.map(cycle => `  in a circle: ${visibleText(cycle.join(' → '))}`),
	];
}

function attentionLines({ attention }: PlanReport, style: Style): readonly string[] {
	return attention.map(({ side, kind, names, why }) => `  ${side} ${kind}: ${visibleText(someNames(names))}  ${style.dim(why)}`);
}

function outLines({ outOfScope }: PlanReport, style: Style): readonly string[] {
	return outOfScope.map(({ reason, names }) => `  ${visibleText(someNames(names, 4))}  ${style.dim(visibleText(reason))}`);
}
