/** Reads the parts of a spec that stand beside its mappings: lookups, views, ignores, copies, queries, and the sections of the plan. */

import { type At, type Entry, entriesOf, itemsOf, literalOf, oneOf, present, spanAt, sqlOf, textOf, textsOf, valueAt } from './read';
import { readPairs } from './readColumn';
import { readTolerance } from './readShared';
import type { CsvTable } from './sources';
import type { AcceptanceTest, CopyPattern, Lookup, Parameter, PlanValue, QualityRule, QueryPair, Section, Side, Text, View } from './spec';

export function readSide(at: At): Side {
	return { connection: textOf(valueAt(at, 'connection')), schemas: textsOf(valueAt(at, 'schemas')), span: spanAt(at) };
}

export function readParameters(at: At): readonly Parameter[] {
	return present(
		entriesOf(at).map(({ key, value }) => {
			const literal = literalOf(value);
			return literal && { name: key, value: literal };
		}),
	);
}

export function readViews(at: At): readonly View[] {
	return present(
		entriesOf(at).map(({ key, value }) => {
			const query = sqlOf(value);
			return query && { name: key, query };
		}),
	);
}

export function readCopies(at: At): readonly CopyPattern[] {
	return present(
		entriesOf(at).map(({ key, value }) => {
			const target = textOf(value);
			return target && { source: key, target };
		}),
	);
}

/** `readTable` gives the rows of a file lookup, or undefined when the file cannot be read. */
export function readLookups(at: At, readTable: (file: Text) => CsvTable | undefined): readonly Lookup[] {
	return entriesOf(at).map(entry => readLookup(entry, readTable));
}

function readLookup({ key, value, span }: Entry, readTable: (file: Text) => CsvTable | undefined): Lookup {
	const query = sqlOf(valueAt(value, 'query'));
	const on = oneOf(valueAt(value, 'on'), ['source', 'target'] as const);
	if (query && on) return { name: key, span, content: { kind: 'query', on, query } };
	const file = textOf(valueAt(value, 'file'));
	const keyColumn = textOf(valueAt(value, 'key'));
	const valueColumn = textOf(valueAt(value, 'value'));
	if (file && keyColumn && valueColumn)
		return { name: key, span, content: { kind: 'file', file, key: keyColumn, value: valueColumn, table: readTable(file) } };
	return { name: key, span, content: { kind: 'inline', entries: readPairs(value) } };
}

export function readQueryPairs(at: At): readonly QueryPair[] {
	return entriesOf(at).map(({ key, value, span }) => ({
		name: key,
		source: sqlOf(valueAt(value, 'source')),
		target: sqlOf(valueAt(value, 'target')),
		key: textsOf(valueAt(value, 'key')),
		tolerance: readTolerance(valueAt(value, 'tolerance')),
		span,
	}));
}

export function readQuality(at: At): readonly QualityRule[] {
	return entriesOf(at).map(({ key, value, span }) => ({
		name: key,
		on: oneOf(valueAt(value, 'on'), ['source', 'target'] as const),
		when: oneOf(valueAt(value, 'when'), ['before', 'after'] as const) ?? 'before',
		query: sqlOf(valueAt(value, 'query')),
		table: textOf(valueAt(value, 'table')),
		rows: sqlOf(valueAt(value, 'rows')),
		atMost: literalOf(valueAt(value, 'at_most')),
		severity: textOf(valueAt(value, 'severity')),
		fixOwner: textOf(valueAt(valueAt(value, 'fix'), 'owner')),
		fixDue: textOf(valueAt(valueAt(value, 'fix'), 'by')),
		span,
	}));
}

export function readAcceptance(at: At): readonly AcceptanceTest[] {
	return entriesOf(at).map(({ key, value, span }) => ({
		name: key,
		owner: textOf(valueAt(value, 'owner')),
		steps: textOf(valueAt(value, 'steps')),
		query: sqlOf(valueAt(value, 'query')),
		maxMs: literalOf(valueAt(value, 'max_ms')),
		baseline: oneOf(valueAt(value, 'baseline'), ['source'] as const),
		span,
	}));
}

export function readSection(at: At): Section {
	return { span: spanAt(at), value: readPlanValue(at) };
}

function readPlanValue(at: At): PlanValue {
	const span = spanAt(at);
	switch (at.node.kind) {
		case 'map':
			return { kind: 'map', entries: entriesOf(at).map(({ key, value }) => ({ key, value: readPlanValue(value) })), span };
		case 'list':
			return { kind: 'list', items: itemsOf(at).map(readPlanValue), span };
		case 'scalar':
			return { kind: 'scalar', literal: literalOf(at) ?? { text: null, span, quoted: false }, sql: sqlOf(at), span };
	}
}
