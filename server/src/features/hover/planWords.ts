/** Words and facts of the plan: what a choice means, and what a fact inside of a text comes to. */

import { factReferences, planFactHelp, planFacts } from '../../core/strategy/planFacts';
import { wordHelp } from '../../core/strategy/wordHelp';
import { type HoverContext, paragraphs, plain, type Told } from './told';

export function hoverPlanWord({ facts, cursor }: HoverContext): Told | undefined {
	const { path, text, offset, file, scalar } = cursor;
	const help = wordHelp(path, text);
	if (help !== undefined) return { markdown: paragraphs(`**${plain(text)}**`, help) };
	if (path[0] !== 'strategy' || path[1] !== 'justification') return undefined;
	const written = file.text.slice(scalar.start, scalar.end);
	const found = factReferences(written).find(({ start, end }) => scalar.start + start <= offset && offset <= scalar.start + end);
	const fact = found && planFacts(facts).find(({ name }) => name === found.name);
	if (!found || !fact) return undefined;
	const span = { start: scalar.start + found.start, end: scalar.start + found.end };
	return { markdown: paragraphs(`**${plain(fact.text ?? 'unknown')}**`, planFactHelp(fact.name)), span };
}
