/**
 * A column or a table that is both mapped and left out by its name. (A pattern with wildcards may well cover something that is mapped.)
 *
 * **Why it matters.** The mapping wins, so the reason for leaving it out is not true, and a reader of the reasons is misled.
 *
 * **What to do.** Remove the ignore, or the mapping.
 */

import type { Span } from '../base/span';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { tableUsers } from '../mapping/ties';
import type { Text } from '../spec/spec';
import type { Report, SpecRule } from './rule';

export const mappedAndIgnored: SpecRule = {
	code: 'mapped-and-ignored',
	group: 'coverage',
	severity: 'error',
	title: 'Both mapped and left out',
	scope: 'spec',
	message: ({ what, name, side }) =>
		`The ${side} ${what} "${name}" is mapped, and left out here: the mapping wins, and the reason is not true; remove one of the two`,
	check(facts, report) {
		for (const mapping of facts.mappings) {
			for (const { pattern } of mapping.mapping.ignore.target) {
				const span = writtenAt(mapping, pattern.text);
				if (span) tell(report, 'column', 'target', pattern, span, 'It is mapped here');
			}
			for (const { pattern } of mapping.mapping.ignore.source) {
				const span = isName(pattern) ? readAt(mapping, pattern.text) : undefined;
				if (span) tell(report, 'column', 'source', pattern, span, 'It is read here');
			}
		}
		checkTop(facts, report);
	},
};

/** `schema.table` is mapped where a mapping fills it or reads its rows, `schema.table.column` where one fills or reads it. */
function checkTop(facts: SpecFacts, report: Report): void {
	const { spec } = facts;
	const { fillers, readers } = tableUsers(facts);
	for (const { pattern } of spec.ignore.target.filter(one => isName(one.pattern))) {
		const [table, column] = partsOf(pattern.text);
		for (const mapping of fillers.get(table) ?? []) {
			if (mapping.mapping.madeBy) continue;
			const span = column === undefined ? mapping.mapping.target?.span : writtenAt(mapping, column);
			if (span) tell(report, column === undefined ? 'table' : 'column', 'target', pattern, span, 'It is mapped here');
		}
	}
	for (const { pattern } of spec.ignore.source.filter(one => isName(one.pattern))) {
		const [table, column] = partsOf(pattern.text);
		for (const mapping of readers.get(table) ?? []) {
			const item = mapping.mapping.madeBy ? undefined : mapping.items.find(one => one.relation?.name === table);
			if (!item) continue;
			// A table that is only joined may well be left out itself.
			const span = column === undefined ? (item === mapping.items[0] ? item.span : undefined) : readAt(mapping, `${item.alias}.${column}`);
			if (span) tell(report, column === undefined ? 'table' : 'column', 'source', pattern, span, 'It is read here');
		}
	}
}

function partsOf(pattern: string): readonly [table: string, column?: string] {
	const [schema = '', table = '', ...column] = pattern.split('.');
	return column.length === 0 ? [`${schema}.${table}`] : [`${schema}.${table}`, column.join('.')];
}

function isName({ text }: Text): boolean {
	return !/[*?]/.test(text);
}

function writtenAt({ mapping }: MappingFacts, column: string): Span | undefined {
	return mapping.columns.find(one => one.column.text === column)?.column.span;
}

function readAt({ pieces }: MappingFacts, aliasAndColumn: string): Span | undefined {
	for (const { analysis } of pieces) {
		const read = analysis.reads.find(one => `${one.alias}.${one.column}` === aliasAndColumn);
		if (read) return read.span;
	}
	return undefined;
}

function tell(report: Report, what: string, side: string, pattern: Text, span: Span, message: string): void {
	report(pattern.span, { what, name: pattern.text, side }, { related: [{ span, message }] });
}
