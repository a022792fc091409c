/** Part 4 and appendix E: what happens when, by whom, how it is undone, and who is told. */

import type { StrategyDocument } from '../documentModel';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, joined, lines, list, pairs, paragraph, quiet, type Rich, state, table } from './blocks';
import type { DocumentedCutover, DocumentedCutoverStep } from './documentedCutover';
import { gatePhrase, momentPhrase } from './phrases';
import { lengthPhrase } from './summary';

/** `timeline`: the drawing. */
export function cutoverBlocks({ cutover }: StrategyDocument, timeline: string | undefined, w: Words): readonly Block[] {
	const head = heading(2, 'cutover', w.parts.cutover);
	if (!cutover) return [head, paragraph(w.cutover.none)];
	return [
		head,
		...facts(cutover, w),
		...(timeline === undefined
			? []
			: [
					heading(3, 'timeline', w.cutover.timeline),
					{ kind: 'figure', caption: w.cutover.timelineCaption, svg: timeline, instead: [] } as const,
				]),
		heading(3, 'steps', w.cutover.steps),
		...stepTable(cutover, w),
		...rollbackBlocks(cutover, w),
		...peopleBlocks(cutover, w),
		...afterBlocks(cutover, w),
	];
}

function facts(cutover: DocumentedCutover, w: Words): readonly Block[] {
	const c = w.cutover;
	const { startMs, endMs, isDated, zone, freeze, windowMs, downtimeAllowedMs, criticalPath, pointOfNoReturn, circles, isLeast } = cutover;
	const whole = w.duration(endMs - startMs);
	const noReturn = cutover.steps.find(({ name }) => name === pointOfNoReturn);
	const frozen = freeze && [...freeze.systems, ...(freeze.schema ? [c.schema] : [])].join(', ');
	const frozenFor =
		freeze &&
		`${w.duration(freeze.endMs - freeze.startMs)}${downtimeAllowedMs === undefined ? '' : ` ${c.allowed(w.duration(downtimeAllowedMs))}`}`;
	return [
		...circles.map(circle => paragraph(state('bad', c.circles(circle.join(' → '))))),
		...(isDated ? [] : [paragraph(c.undated)]),
		...pairs([
			[c.begins, momentPhrase(w, cutover, startMs)],
			[c.ends, momentPhrase(w, cutover, endMs)],
			[c.zone, isDated ? zone : undefined],
			[c.length, lengthPhrase(w, isLeast ? w.atLeast(whole) : whole, windowMs, endMs - startMs)],
			[c.criticalPath, joined(criticalPath.map(code), ' → ')],
			[c.noReturn, noReturn ? [code(noReturn.name), `, ${momentPhrase(w, cutover, noReturn.startMs)}`] : c.noNoReturn],
			[
				c.freeze,
				freeze &&
					`${frozen}: ${momentPhrase(w, cutover, freeze.startMs)} – ${momentPhrase(w, cutover, freeze.endMs, freeze.startMs)} (${frozenFor})`,
			],
		]),
		...(isLeast ? [paragraph(c.untimed)] : []),
	];
}

function stepTable(cutover: DocumentedCutover, w: Words): readonly Block[] {
	const c = w.cutover;
	return table(
		c.stepsCaption,
		[c.step, c.time, c.owner, c.duration, c.slack, c.after, c.expected, c.wayBack, c.backFromHere],
		cutover.steps.map(step => [
			lines([[code(step.name)], [step.does ?? '', ...(step.run === undefined ? [] : [' ', code(step.run)])]]),
			[`${momentPhrase(w, cutover, step.startMs)} – ${momentPhrase(w, cutover, step.endMs, step.startMs)}`],
			step.owner === undefined ? [state('bad', w.nobody)] : [step.owner],
			[step.durationMs === undefined ? '?' : w.duration(step.durationMs)],
			step.isCritical ? [state('bad', c.critical)] : [w.duration(step.slackMs)],
			codes(step.after),
			step.gate === undefined ? [] : gatePhrase(w, step.gate, step.gateVerdict),
			rollbackPhrase(step, w),
			[step.wayBack ? lengthOf(step.wayBack, w) : c.noWayBack],
		]),
	);
}

function lengthOf({ ms, isLeast }: { readonly ms: number; readonly isLeast: boolean }, w: Words): string {
	return isLeast ? w.atLeast(w.duration(ms)) : w.duration(ms);
}

function rollbackPhrase({ rollback, isPointOfNoReturn, gate, run }: DocumentedCutoverStep, w: Words): Rich {
	if (isPointOfNoReturn) return [state('bad', w.cutover.atNoReturn)];
	if (!rollback) return gate !== undefined && run !== 'sync' && run !== 'run' ? [quiet(w.cutover.onlyChecks)] : [];
	const how = [rollback.run, rollback.durationMs === undefined ? undefined : w.duration(rollback.durationMs)].filter(Boolean).join(', ');
	return [rollback.does ?? '', how === '' ? '' : ` (${how})`];
}

/** Backwards, as it would be gone. */
function rollbackBlocks(cutover: DocumentedCutover, w: Words): readonly Block[] {
	const c = w.cutover;
	const limit = cutover.steps.find(({ name }) => name === cutover.pointOfNoReturn)?.startMs ?? Number.POSITIVE_INFINITY;
	const undone = cutover.steps.filter(({ rollback, startMs, isPointOfNoReturn }) => rollback && startMs < limit && !isPointOfNoReturn);
	if (undone.length === 0) return [];
	return [
		heading(3, 'rollback', c.rollback),
		paragraph(c.rollbackText),
		...table(
			c.rollbackCaption,
			[c.step, c.owner, c.wayBack],
			[...undone].reverse().map(step => [[code(step.name)], [step.owner ?? ''], rollbackPhrase(step, w)]),
		),
	];
}

function peopleBlocks({ roles, workload }: DocumentedCutover, w: Words): readonly Block[] {
	const c = w.cutover;
	const people = table(
		c.roles,
		[c.role, c.who, c.contact, c.deputy],
		roles.map(({ name, who, contact, deputy }) => [[code(name)], [who ?? ''], [contact ?? ''], [deputy ?? '']]),
	);
	const busy = table(
		c.workloadCaption,
		[c.role, `#${c.steps}`, `#${c.busy}`, `#${c.clashes}`],
		workload.map(({ role, steps, busyMs, clashes }) => [[code(role)], [String(steps)], [w.duration(busyMs)], [String(clashes)]]),
	);
	return [
		...(people.length === 0 ? [] : [heading(3, 'people', c.roles), ...people]),
		...(busy.length === 0 ? [] : [heading(3, 'workload', c.workload), ...busy]),
	];
}

function afterBlocks(cutover: DocumentedCutover, w: Words): readonly Block[] {
	const c = w.cutover;
	const { support, supportEndsMs, retire, retiresMs } = cutover;
	if (!support && !retire) return [];
	const supported = support && [
		supportEndsMs === undefined ? undefined : c.until(momentPhrase(w, cutover, supportEndsMs)),
		support.owner,
		support.contact,
		support.checks,
		support.endsWhen === undefined ? undefined : c.endsWhen(support.endsWhen),
	];
	const retired = retire && [
		retire.systems.join(', '),
		retiresMs === undefined ? undefined : momentPhrase(w, cutover, retiresMs),
		retire.owner,
		retire.keep === undefined ? undefined : c.kept(retire.keep),
	];
	return [
		heading(3, 'afterwards', c.afterwards),
		...pairs([
			[c.support, supported?.filter(Boolean).join('; ')],
			[c.retire, retired?.filter(Boolean).join('; ')],
		]),
	];
}

/** Appendix E. */
export function communicationBlocks({ cutover }: StrategyDocument, w: Words): readonly Block[] {
	const c = w.communications;
	const all = cutover?.communications ?? [];
	return [
		heading(2, 'communications', w.parts.communications),
		...(all.length === 0 ? list([[c.none]]) : []),
		...table(
			c.caption,
			[c.message, c.at, c.audience, c.channel, c.owner, c.text],
			all.map(({ name, at, atMs, audience, channel, owner, message }) => [
				[code(name)],
				[cutover && atMs !== undefined ? momentPhrase(w, cutover, atMs) : (at ?? '')],
				[audience ?? ''],
				[channel ?? ''],
				[owner ?? ''],
				[message ?? ''],
			]),
		),
	];
}
