/** Reads one entry of `mappings`. */

import { onDemand } from '../base/recent';
import { type At, type Entry, entriesOf, literalOf, oneOf, oneOrMany, present, spanAt, sqlOf, textOf, textsOf, valueAt } from './read';
import { readColumn } from './readColumn';
import { readSidedIgnores, readTolerance, reasonOf } from './readShared';
import type { AcceptedDifference, CheckOption, ColumnCopy, Example, Mapping, MappingKey, ReconcileOptions, RowIgnore } from './spec';

/** So many mappings' columns are kept. Most specs have fewer mappings. */
const mostRead = 50;

const withColumns = onDemand<'columns', Mapping['columns']>('columns', mostRead);

/** `text` is the text of the entry's block, or of its part of it. Columns, most of a spec, are read from `again` when they are asked for. */
export function readMapping(entry: Entry, text: string, again: () => At): Mapping {
	return withColumns(readAllButColumns(entry, text), () => entriesOf(valueAt(again(), 'columns')).map(readColumn));
}

function readAllButColumns(entry: Entry, text: string): Omit<Mapping, 'columns'> {
	const at = entry.value;
	const ignore = valueAt(at, 'ignore');
	return {
		name: entry.key,
		block: at.block,
		text,
		span: entry.span,
		description: textOf(valueAt(at, 'description')),
		source: sqlOf(valueAt(at, 'source')),
		where: sqlOf(valueAt(at, 'where')),
		groupBy: sqlOf(valueAt(at, 'group_by')),
		target: textOf(valueAt(at, 'target')),
		key: readKey(valueAt(at, 'key')),
		sourceKey: present(oneOrMany(valueAt(at, 'source_key')).map(sqlOf)),
		copy: readCopy(valueAt(at, 'copy')),
		ignoreRows: entriesOf(valueAt(ignore, 'rows')).flatMap(readRowIgnore),
		ignore: readSidedIgnores(ignore),
		reconcile: readReconcile(valueAt(at, 'reconcile')),
		highWater: sqlOf(valueAt(at, 'high_water')),
		deletes: oneOf(valueAt(at, 'deletes'), ['compare', 'none'] as const),
		write: oneOf(valueAt(at, 'write'), ['insert', 'upsert', 'replace', 'append'] as const) ?? 'insert',
		examples: entriesOf(valueAt(at, 'examples')).map(readExample),
	};
}

function readKey(at: At | undefined): MappingKey | undefined {
	if (at === undefined) return undefined;
	if (textOf(at)?.text === 'none') return { kind: 'none', span: spanAt(at) };
	const columns = textsOf(at);
	return columns.length > 0 ? { kind: 'columns', columns, span: spanAt(at) } : undefined;
}

function readCopy(at: At | undefined): ColumnCopy | undefined {
	if (at === undefined) return undefined;
	const span = spanAt(at);
	if (at.node.kind !== 'map') return { span, patterns: textsOf(at), except: [] };
	const all = oneOf(valueAt(at, 'all'), ['true'] as const);
	return { span, patterns: all ? [{ text: '*', span, quoted: false }] : [], except: textsOf(valueAt(at, 'except')) };
}

/** The key of the entry is the predicate. */
function readRowIgnore({ keyNode, value }: Entry): readonly RowIgnore[] {
	const predicate = sqlOf({ node: keyNode, block: value.block });
	return predicate ? [{ predicate, reason: reasonOf(value) }] : [];
}

function readReconcile(at: At | undefined): ReconcileOptions | undefined {
	if (at === undefined) return undefined;
	const checks = valueAt(at, 'checks');
	return {
		span: spanAt(at),
		checks: checks && present(oneOrMany(checks).map(readCheck)),
		except: textsOf(valueAt(valueAt(at, 'compare'), 'except')),
		tolerance: readTolerance(valueAt(at, 'tolerance')),
		accept: entriesOf(valueAt(at, 'accept')).map(readAccept),
		sample: literalOf(valueAt(at, 'sample')),
		where: sqlOf(valueAt(at, 'where')),
	};
}

const aggregates = ['sum', 'min', 'max', 'avg', 'nulls', 'distinct', 'length'] as const;

function readCheck(at: At): CheckOption | undefined {
	const word = oneOf(at, ['count', 'rows', 'balance', 'checksum'] as const);
	if (word) return { kind: word, span: spanAt(at) };
	for (const kind of aggregates) {
		const column = textOf(valueAt(at, kind));
		if (column) return { kind, column, by: sqlOf(valueAt(at, 'by')), span: spanAt(at) };
	}
	return undefined;
}

function readAccept({ key, value, span }: Entry): AcceptedDifference {
	return {
		name: key,
		reason: textOf(valueAt(value, 'reason')),
		columns: textsOf(valueAt(value, 'columns')),
		where: sqlOf(valueAt(value, 'where')),
		atMost: literalOf(valueAt(value, 'at_most')),
		until: literalOf(valueAt(value, 'until')),
		span,
	};
}

function readExample({ key, value, span }: Entry): Example {
	const given = entriesOf(valueAt(value, 'given')).map(entry => ({ table: entry.key, rows: oneOrMany(entry.value).map(readRow) }));
	return { name: key, given, expect: readExpect(valueAt(value, 'expect')), span };
}

function readExpect(at: At | undefined): Example['expect'] {
	if (at === undefined || textOf(at)?.text === 'none') return { kind: 'none' };
	const rejected = textOf(valueAt(at, 'rejected'));
	if (rejected) return { kind: 'rejected', column: rejected };
	return { kind: 'rows', rows: oneOrMany(at).map(readRow) };
}

function readRow(at: At) {
	return present(
		entriesOf(at).map(({ key, value }) => {
			const literal = literalOf(value);
			return literal && { column: key, value: literal };
		}),
	);
}
