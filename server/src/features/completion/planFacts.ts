/** Facts of the plan inside of a text: `${plan:NAME}`, offered once a dollar sign is written. */

import { planFactHelp, planFactNames, planFacts } from '../../core/strategy/planFacts';
import type { CompletionContext, Suggestion } from './suggestion';

export function planFactsIn({ facts, cursor }: CompletionContext): readonly Suggestion[] {
	const { file, offset } = cursor;
	const before = /\$(?:\{(?:p(?:l(?:a(?:n(?::[a-z_]*)?)?)?)?)?)?$/.exec(file.text.slice(Math.max(0, offset - 60), offset))?.[0];
	if (before === undefined) return [];
	const behind = /^[a-z_]*\}?/.exec(file.text.slice(offset, offset + 60))?.[0] ?? '';
	const span = { start: offset - before.length, end: offset + behind.length };
	const known = planFacts(facts);
	return planFactNames.map(name => ({
		label: `\${plan:${name}}`,
		kind: 'parameter',
		newText: `\${plan:${name}}`,
		detail: known.find(fact => fact.name === name)?.text,
		documentation: planFactHelp(name),
		span,
	}));
}
