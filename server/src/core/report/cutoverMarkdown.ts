/** The runbook of a cutover as Markdown: what the team has in hand that night. A checklist with times, owners, commands, results and ways back. */

import type { Step } from '../strategy/cutover';
import { renderGate } from '../strategy/gate';
import type { StepStatus } from '../strategy/happenings';
import { renderDuration } from '../strategy/time';
import type { TimedStep, Timeline } from '../strategy/timeline';
import { liveSentences } from './cutoverLiveWords';
import type { CutoverReport } from './cutoverModel';
import { commandOf, rollbackSentence } from './cutoverSteps';
import {
	afterwardsSentences,
	communicationSentences,
	lengthWords,
	momentWords,
	periodWords,
	planSentences,
	slackWords,
	spareWords,
	wayBackWords,
	workloadSentences,
} from './cutoverWords';
import { markdownCode, markdownTable, markdownText } from './markdownText';

export function renderCutoverMarkdown(report: CutoverReport): string {
	const { plan, live } = report;
	const shown = live?.forecast ?? plan;
	const spare = spareWords(shown);
	const lines = [
		`# Cutover of ${markdownText(report.name)}`,
		'',
		markdownText(`${periodWords(shown)}: ${lengthWords(shown)}${spare === undefined ? '' : `, ${spare}`}.`),
		'',
		...items((live ? liveSentences(report, live) : planSentences(plan)).map(markdownText)),
		...section('People', people(shown)),
		...section('Steps', steps(report, shown)),
		...section('The way back', wayBack(shown)),
		...section('Communications', items(communicationSentences(shown).map(sentence => `[ ] ${markdownText(sentence)}`))),
		...section('Workload', items(workloadSentences(shown).map(markdownText))),
		...section('Afterwards', items(afterwardsSentences(shown).map(markdownText))),
	];
	return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function items(sentences: readonly string[]): readonly string[] {
	return sentences.map(sentence => `- ${sentence}`);
}

function people({ cutover: { roles } }: Timeline): readonly string[] {
	if (roles.length === 0) return [];
	const cell = (text: { readonly text: string } | undefined) => (text ? markdownText(text.text) : '');
	return markdownTable(
		['Role', 'Who', 'Contact', 'Deputy'],
		roles.map(({ name, who, contact, deputy }) => [
			markdownCode(name.text),
			cell(who),
			cell(contact),
			deputy ? markdownCode(deputy.text) : '',
		]),
	);
}

function steps({ live, spec }: CutoverReport, shown: Timeline): readonly string[] {
	return shown.steps.flatMap((one, n) => {
		const status = live?.statuses(one.name);
		const isOver = status?.state === 'finished' || status?.state === 'skipped';
		const times = `${momentWords(shown, one.startMs, n === 0 ? undefined : shown.startMs)} to ${momentWords(shown, one.finishMs, one.startMs)}`;
		const head = `- [${isOver ? 'x' : ' '}] **${markdownText(times)}** ${markdownCode(one.name)}: ${markdownText(one.step.does?.text ?? '')}`;
		return [head, ...details(one, shown, spec, status).map(detail => `  - ${detail}`)];
	});
}

function details(one: TimedStep, shown: Timeline, spec: string, status: StepStatus | undefined): readonly string[] {
	const { step } = one;
	const way = rollbackSentence(step);
	return [
		...(status && status.state !== 'waiting' ? [`**${status.state}** by ${markdownText(status.by ?? '?')}${noteOf(status)}`] : []),
		`Owner: ${step.owner ? markdownCode(step.owner.text) : '**nobody**'}${ownerWho(step, shown)}`,
		`Takes ${step.duration ? renderDuration(step.duration.ms) : 'an unknown time'}, slack: ${slackWords(one)}`,
		...(one.after.length > 0 ? [`After ${one.after.map(markdownCode).join(', ')}`] : []),
		...(step.run ? [`Run ${markdownCode(commandOf(step.run, spec))}`] : []),
		`Expected: ${expected(step)}`,
		...(step.isPointOfNoReturn ? ['**Point of no return**: once it has begun, no step can be undone'] : way ? [markdownText(way)] : []),
		...(one.wayBack ? [`From its end back takes ${wayBackWords(one)}`] : []),
	];
}

function noteOf({ note }: StepStatus): string {
	return note === undefined ? '' : `: ${markdownText(note)}`;
}

function ownerWho({ owner }: Step, { cutover }: Timeline): string {
	const who = cutover.roles.find(role => role.name.text === owner?.text)?.who;
	return who ? ` (${markdownText(who.text)})` : '';
}

function expected({ gate, run }: Step): string {
	if (gate) return `green are ${markdownText(renderGate(gate) || 'no checks')}`;
	return run ? `${markdownCode(run)} ends without an error` : 'done, and said so';
}

/** Backwards, as it would be gone. */
function wayBack({ steps: all, pointOfNoReturn }: Timeline): readonly string[] {
	const limit = pointOfNoReturn?.startMs ?? Number.POSITIVE_INFINITY;
	const undone = all.filter(one => one.startMs < limit && one.step.rollback && !one.step.isPointOfNoReturn).reverse();
	return undone.map(
		({ name, step }, n) => `${n + 1}. ${markdownCode(name)}: ${markdownText(rollbackSentence(step)?.replace(/^Way back: /, '') ?? '')}`,
	);
}
