/** What changed between two versions, for those who review it: in words, entry by entry, with what was and what is. */

import { type ChangedValue, type DocumentChanges, type EntryChange, type FieldChange, isUnchanged } from '../documentChanges';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, lines, list, pairs, paragraph, type RenderedDocument, type Rich, state, table } from './blocks';
import { rangePhrase, stepsPhrase } from './phrases';

export function changesDocument(changes: DocumentChanges, w: Words): RenderedDocument {
	const c = w.changes;
	return {
		title: c.title(changes.name),
		subtitle: c.subtitle(changes.spec, changes.since, changes.commit.slice(0, 12)),
		language: w.language,
		contentsTitle: w.contents,
		skip: w.skip,
		blocks: [
			...summary(changes, w),
			...mappingBlocks(changes, w),
			...coverageBlocks(changes, w),
			...entryBlocks('plan', c.plan, changes.plan, w),
			...entryBlocks('cutover', c.cutover, changes.cutover, w),
			...entryBlocks('checks', c.checks, changes.checks, w),
			...entryBlocks('risks', c.risks, changes.risks, w),
		],
	};
}

function summary(changes: DocumentChanges, w: Words): readonly Block[] {
	const c = w.changes;
	const head = heading(2, 'summary', c.summary);
	if (isUnchanged(changes)) return [head, paragraph(c.nothing)];
	const count = (entries: readonly EntryChange[]) => {
		const of = (change: EntryChange['change']) => entries.filter(one => one.change === change).length;
		return entries.length === 0 ? c.same : c.counts(of('added'), of('removed'), of('changed'));
	};
	const { added, removed, changed } = changes.mappings;
	const numbers = changes.coverage.numbers.filter(({ field, before, after }) => field === 'percent' && before !== after);
	const percents = numbers.map(({ side, before, after }) => `${w.strategy[side]} ${plain(before, w)} % → ${plain(after, w)} %`);
	return [
		head,
		...pairs([
			[c.mapping, added.length + removed.length + changed.length === 0 ? c.same : c.counts(added.length, removed.length, changed.length)],
			[c.coverage, percents.join(', ') || (changes.coverage.numbers.some(({ before, after }) => before !== after) ? c.changed : c.same)],
			[c.plan, count(changes.plan)],
			[c.cutover, count(changes.cutover)],
			[c.checks, count(changes.checks)],
			[c.risks, count(changes.risks)],
		]),
	];
}

function mappingBlocks({ mappings: { added, removed, changed } }: DocumentChanges, w: Words): readonly Block[] {
	const c = w.changes;
	if (added.length + removed.length + changed.length === 0) return [];
	return [
		heading(2, 'mapping', c.mapping),
		...list([
			...added.map(({ name, target, columns }): Rich => [c.mappingAdded(name, target, columns)]),
			...removed.map(({ name, target }): Rich => [c.mappingRemoved(name, target)]),
		]),
		...changed.flatMap(({ name, fields, columns }): readonly Block[] => [
			heading(3, `mapping-${encodeURIComponent(name)}`, code(name)),
			...table(
				c.mappingChanged(name),
				[c.what, c.before, c.after],
				[...fields.map(field => fieldRow([fieldWord(field.field, w)], field, w)), ...columns.flatMap(column => columnRows(column, w))],
			),
		]),
	];
}

function columnRows({ name, change, fields }: EntryChange, w: Words): readonly (readonly Rich[])[] {
	const c = w.changes;
	const title: Rich = [`${w.mapping.column} `, code(name)];
	if (change === 'removed') return [[title, [], [state('bad', c.removed)]]];
	if (change === 'added')
		return [
			[
				title,
				[c.absent],
				lines([[state('good', c.added)], ...fields.map((one): Rich => [`${fieldWord(one.field, w)}: `, ...value(one.after, w)])]),
			],
		];
	return fields.map(field => fieldRow([...title, `: ${fieldWord(field.field, w)}`], field, w));
}

function coverageBlocks({ coverage }: DocumentChanges, w: Words): readonly Block[] {
	const c = w.changes;
	const { numbers, undecided, leftOut, noLongerLeftOut } = coverage;
	return [
		heading(2, 'coverage', c.coverage),
		...table(
			c.coverageCaption,
			[c.what, `#${c.before}`, `#${c.after}`],
			numbers.map(({ side, field, before, after }) => [
				[`${w.strategy[side]}: ${c.numbers[field] ?? field}`],
				[plain(before, w)],
				before === after ? [plain(after, w)] : [state('unsure', plain(after, w))],
			]),
		),
		...pairs([
			[c.undecided, codes(undecided)],
			[c.leftOut, lines(leftOut.map(({ name, reason }): Rich => [code(name), `: ${reason}`]))],
			[c.noLongerLeftOut, codes(noLongerLeftOut)],
		]),
	];
}

function entryBlocks(id: string, title: string, entries: readonly EntryChange[], w: Words): readonly Block[] {
	const c = w.changes;
	if (entries.length === 0) return [];
	return [
		heading(2, id, title),
		...table(
			c.valuesCaption,
			[c.what, c.before, c.after],
			entries.flatMap(entry => entryRows(entry, w)),
		),
	];
}

function entryRows({ kind, name, change, fields }: EntryChange, w: Words): readonly (readonly Rich[])[] {
	const c = w.changes;
	const title: Rich =
		name === ''
			? [c.kinds[kind] ?? kind]
			: [`${c.kinds[kind] ?? kind} `, code(kind === 'limit' || kind === 'fallback' || kind === 'dualWrite' ? w.say(name) : name)];
	if (change === 'removed') return [[title, [], [state('bad', c.removed)]]];
	if (change === 'added')
		return [
			[
				title,
				[c.absent],
				lines([[state('good', c.added)], ...fields.map((one): Rich => [`${fieldWord(one.field, w)}: `, ...value(one.after, w)])]),
			],
		];
	return fields.map(field => fieldRow(field.field === 'value' ? title : [...title, `: ${fieldWord(field.field, w)}`], field, w));
}

function fieldRow(title: Rich, { before, after }: FieldChange, w: Words): readonly Rich[] {
	return [title, value(before, w), value(after, w)];
}

function fieldWord(field: string, w: Words): string {
	return w.changes.fields[field] ?? field;
}

function value(one: ChangedValue | undefined, w: Words): Rich {
	if (one === undefined) return [w.changes.absent];
	return typeof one === 'string' ? [code(one)] : [plain(one, w)];
}

function plain(one: ChangedValue | undefined, w: Words): string {
	if (one === undefined) return w.changes.absent;
	if (typeof one === 'string') return one;
	switch (one.kind) {
		case 'duration':
			return w.duration(one.ms);
		case 'range':
			return rangePhrase(w, one.leastMs, one.mostMs);
		case 'steps':
			return stepsPhrase(w, one.steps);
	}
}
