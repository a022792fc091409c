/** The page of go or no-go: for a terminal, and as Markdown with a line for everybody who is asked. */

import type { GoNoGo, Question } from '../strategy/goNoGo';
import type { CutoverReport } from './cutoverModel';
import { momentWords } from './cutoverWords';
import { markdownCode, markdownTable, markdownText } from './markdownText';
import { styleOf } from './style';
import { visibleText } from './visibleText';

const verdicts = { go: 'GO', 'no-go': 'NO-GO', open: 'OPEN: something has to be known, or decided by people' } as const;
const answers: Readonly<Record<Question['answer'], string>> = { yes: '✓ yes', no: '✗ no', open: '? open' };

export function renderGoText(report: CutoverReport, decision: GoNoGo, { color }: { readonly color: boolean }): string {
	const style = styleOf(color);
	const paint = { yes: style.green, no: style.red, open: style.yellow };
	const lines = [
		style.bold(visibleText(title(report, decision))),
		'',
		...decision.questions.flatMap(({ question, answer, because }) => [
			`${paint[answer](answers[answer].padEnd(7))} ${visibleText(question)}`,
			...because.map(reason => `        ${style.dim(visibleText(reason))}`),
		]),
		'',
		style.bold(verdicts[decision.verdict]),
		...(decision.voices.length > 0 ? [visibleText(`To be asked: ${decision.voices.join(', ')}`)] : []),
	];
	return `${lines.join('\n')}\n`;
}

export function renderGoMarkdown(report: CutoverReport, decision: GoNoGo): string {
	const rows = decision.questions.map(({ question, answer, because }) => [
		markdownText(question),
		answers[answer],
		because.map(markdownText).join('<br>'),
	]);
	const lines = [
		`# ${markdownText(title(report, decision))}`,
		'',
		`**${verdicts[decision.verdict]}**`,
		'',
		...markdownTable(['Question', 'Answer', 'Because'], rows),
		...(decision.voices.length > 0
			? [
					'',
					'## Who decides',
					'',
					...markdownTable(
						['Role', 'Who', 'Go or no-go', 'At', 'Signed'],
						decision.voices.map(voice => voiceRow(voice, report)),
					),
				]
			: []),
	];
	return `${lines.join('\n')}\n`;
}

function title({ name, live }: CutoverReport, { before }: GoNoGo): string {
	const when = live ? ` at ${momentWords(live.forecast, live.nowMs)}` : ', before it has begun';
	return `Go or no-go for ${before === undefined ? 'the cutover' : `"${before}"`} of ${name}${when}`;
}

function voiceRow(voice: string, { plan }: CutoverReport): readonly string[] {
	const role = plan.cutover.roles.find(one => one.name.text === voice);
	return [markdownCode(voice), role?.who ? markdownText(role.who.text) : '', '', '', ''];
}
