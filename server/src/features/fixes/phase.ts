/** Puts a mapping into a phase, and lets a phase take the rest by removing its filter. */

import { type PlanValue, planAt } from '../../core/spec/spec';
import { phasesOf } from '../../core/strategy/phases';
import type { Fix, FixContext, FixEdit } from './fix';
import { insertAtTop } from './insert';
import { removeEntry } from './yamlEdit';

/** More phases than this are no choice to look through. */
const mostOffered = 6;

export function phase(context: FixContext): readonly Fix[] {
	const { facts, problem } = context;
	const { mapping, phase: name } = problem.data ?? {};
	if (problem.code === 'phase-leaves-rows') return restTo(context, String(name), String(mapping));
	if (problem.code !== 'mapping-not-in-phase') return [];
	return phasesOf(facts)
		.order.slice(-mostOffered)
		.reverse()
		.flatMap(({ name: { text } }) => {
			const edit = listed(context, text, String(mapping));
			return edit ? [{ title: `Move "${mapping}" in the phase "${text}"`, edit }] : [];
		});
}

/** The mapping at the end of a phase's list, however that is written. */
function listed({ facts }: FixContext, name: string, mapping: string): FixEdit | undefined {
	const { strategy } = facts.spec;
	const list = planAt(strategy?.value, 'phases', name, 'mappings');
	if (list === undefined) return insertAtTop(facts, ['strategy', 'phases', name], 'mappings', `[${mapping}]`);
	const block = facts.spec.files[0]?.blocks.find(one => one.id === list.span.block);
	const last = list.kind === 'list' ? list.items.at(-1) : undefined;
	if (!block || !last) return undefined;
	const isFlow = block.text[list.span.start] === '[';
	const lineStart = block.text.lastIndexOf('\n', last.span.start - 1) + 1;
	const dash = /^[ \t]*- +/.exec(block.text.slice(lineStart, last.span.start))?.[0];
	if (!isFlow && dash === undefined) return undefined;
	const at = block.offset + last.span.end;
	return { file: block.file, start: at, end: at, newText: isFlow ? `, ${mapping}` : `\n${dash}${mapping}` };
}

function restTo({ facts, block }: FixContext, name: string, mapping: string): readonly Fix[] {
	const filters: PlanValue | undefined = planAt(facts.spec.strategy?.value, 'phases', name, 'where');
	const key = filters?.kind === 'map' ? filters.entries.find(entry => entry.key.text === mapping)?.key : undefined;
	const removed = key && removeEntry(block.text, key.span.start);
	if (!removed) return [];
	const edit = { file: block.file, start: block.offset + removed.start, end: block.offset + removed.end, newText: '' };
	return [{ title: `Let "${name}" take the rest of "${mapping}"`, isPreferred: true, edit }];
}
