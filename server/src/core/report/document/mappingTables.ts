/**
 * The mapping specification as plain data: of each mapping what it reads, how rows are found again, and of each column of its target where
 * the value comes from, step by step. What becomes of a value is told as steps with their arguments; words are put to them elsewhere.
 */

import type { Column } from '../../catalog/catalog';
import { mappingCoverage } from '../../mapping/coverage';
import type { ByFacts, ColumnFacts, MappingFacts } from '../../mapping/facts';
import type { ColumnMapping, TransformArgument, TransformCall } from '../../spec/spec';

export interface DocumentedMapping {
	readonly name: string;
	readonly description?: string;
	/** The FROM clause as written. */
	readonly source: string;
	readonly where?: string;
	readonly groupBy?: string;
	readonly target: string;
	/** Empty when rows have no key. */
	readonly key: readonly string[];
	readonly write: string;
	readonly highWater?: string;
	readonly deletes?: string;
	readonly leftOutRows: readonly { readonly condition: string; readonly reason: string }[];
	/** The columns that it fills, in the order of the spec; then those left out, made by the target, or undecided. */
	readonly columns: readonly DocumentedColumn[];
}

export interface DocumentedColumn {
	readonly name: string;
	/** Of the target's catalog. */
	readonly type?: string;
	readonly isRequired: boolean;
	readonly state: 'mapped' | 'generated' | 'ignored' | 'unmapped';
	/** Columns of the source that it is made of, `schema.table.column`. */
	readonly reads: readonly string[];
	/** What happens to the value, in order. The first one says where it comes from. */
	readonly steps: readonly DocumentedStep[];
	/** SQL as it is written. */
	readonly sql?: string;
	/** What the target puts in its place when it is not written. */
	readonly databaseDefault?: string;
	/** What is written instead of NULL. */
	readonly nullTo?: string;
	readonly description?: string;
	/** Why it is left out. */
	readonly reason?: string;
}

/** A step by its name, with its arguments as they are written. */
export interface DocumentedStep {
	readonly step: string;
	readonly arguments: readonly string[];
}

export function documentedMappings(mappings: readonly MappingFacts[]): readonly DocumentedMapping[] {
	return mappings.map(documentedMapping);
}

function documentedMapping(facts: MappingFacts): DocumentedMapping {
	const { mapping, table } = facts;
	return {
		name: facts.name,
		...optional('description', mapping.description?.text.trim()),
		source: mapping.source?.text.trim() ?? mapping.madeBy?.source.text ?? '',
		...optional('where', mapping.where?.text.trim()),
		...optional('groupBy', mapping.groupBy?.text.trim()),
		target: table ? `${table.schema}.${table.name}` : (mapping.target?.text ?? ''),
		key: facts.key.kind === 'columns' ? facts.key.columns : [],
		write: mapping.write,
		...optional('highWater', mapping.highWater?.text.trim()),
		...optional('deletes', mapping.deletes),
		leftOutRows: mapping.ignoreRows.map(({ predicate, reason }) => ({ condition: predicate.text.trim(), reason: reason.text })),
		columns: columnsOf(facts),
	};
}

function columnsOf(facts: MappingFacts): readonly DocumentedColumn[] {
	const filled = facts.columns.map(column => filledColumn(column));
	const names = new Set(filled.map(({ name }) => name));
	const byName = new Map(facts.table?.columns.map(column => [column.name, column]));
	const others = mappingCoverage(facts).columns.filter(({ name }) => !names.has(name));
	return [
		...filled,
		...others.map(({ name, state, ignoredBy }): DocumentedColumn => {
			const column = byName.get(name);
			return {
				name,
				...ofCatalog(column),
				state,
				reads: [],
				steps: state === 'generated' ? [{ step: 'generated', arguments: [howMade(column)] }] : [],
				...optional('reason', ignoredBy?.reason),
			};
		}),
	];
}

function howMade(column: Column | undefined): string {
	return column?.identity ? 'identity' : 'computed';
}

function ofCatalog(column: Column | undefined): Pick<DocumentedColumn, 'type' | 'isRequired' | 'databaseDefault'> {
	return { ...optional('type', column?.type), isRequired: column?.nullable === false, ...optional('databaseDefault', column?.default) };
}

function filledColumn({ name, column, written, origin }: ColumnFacts): DocumentedColumn {
	return {
		name,
		...ofCatalog(column),
		state: origin?.kind === 'generated' ? 'generated' : 'mapped',
		reads: readsOf(origin),
		steps: [...originSteps(origin), ...writtenSteps(written)],
		...optional('sql', sqlOf(origin)),
		...(written?.nullTo ? { nullTo: written.nullTo.text ?? 'null' } : {}),
		...optional('description', written?.description?.text.trim()),
	};
}

function readsOf(origin: ColumnFacts['origin']): readonly string[] {
	const pieces =
		origin?.kind === 'sql'
			? [origin.piece]
			: origin?.kind === 'lookup'
				? origin.by.flatMap(({ origin: part }) => (part?.kind === 'sql' ? [part.piece] : []))
				: [];
	const copied = origin?.kind === 'copy' ? origin.reads : [];
	const reads = [...copied, ...pieces.flatMap(({ analysis }) => analysis.reads.flatMap(({ base }) => base))];
	return [...new Set(reads.map(({ table, column }) => `${table}.${column}`))];
}

function originSteps(origin: ColumnFacts['origin']): readonly DocumentedStep[] {
	switch (origin?.kind) {
		case 'sql':
			return origin.piece.analysis.plainColumn ? [{ step: 'column', arguments: [] }] : [{ step: 'expression', arguments: [] }];
		case 'copy':
			return [{ step: 'copy', arguments: [`${origin.alias}.${origin.column}`] }];
		case 'value':
			return [{ step: 'value', arguments: [origin.value.text ?? 'null'] }];
		case 'generated':
			return [{ step: 'generated', arguments: [origin.how] }];
		case 'lookup':
			return [{ step: 'lookup', arguments: origin.alternatives.map(({ mapping }) => mapping) }, ...origin.by.flatMap(bySteps)];
		default:
			return [];
	}
}

/** What happens to a part of the key before it is looked up. */
function bySteps({ written }: ByFacts): readonly DocumentedStep[] {
	const steps = valueSteps(written);
	return steps.length === 0 ? [] : [{ step: 'looked-up-by', arguments: [] }, ...steps];
}

function writtenSteps(written: ColumnMapping | undefined): readonly DocumentedStep[] {
	return written ? valueSteps(written) : [];
}

function valueSteps({ transforms, map, otherwise, round, cast, nullTo }: ByFacts['written']): readonly DocumentedStep[] {
	return [
		...transforms.map(transformStep),
		...(map?.kind === 'named' ? [{ step: 'map', arguments: [map.name.text] }] : []),
		...(map?.kind === 'inline'
			? [{ step: 'map-inline', arguments: map.entries.map(({ key, value }) => `${key.text ?? 'null'} → ${value.text ?? 'null'}`) }]
			: []),
		...(otherwise
			? [{ step: `otherwise-${otherwise.kind}`, arguments: otherwise.kind === 'value' ? [otherwise.value.text ?? 'null'] : [] }]
			: []),
		...(round ? [{ step: 'round', arguments: [round.text ?? ''] }] : []),
		...(cast ? [{ step: 'cast', arguments: [cast.text] }] : []),
		...(nullTo ? [{ step: 'null-to', arguments: [nullTo.text ?? 'null'] }] : []),
	];
}

function transformStep({ name, argument }: TransformCall): DocumentedStep {
	return { step: name.text, arguments: argumentTexts(argument) };
}

function argumentTexts(argument: TransformArgument | undefined): readonly string[] {
	switch (argument?.kind) {
		case 'scalar':
			return [argument.value.text ?? 'null'];
		case 'list':
			return argument.items.map(({ value }) => value.text ?? 'null');
		case 'map':
			return argument.entries.map(({ key, values }) => `${key.text}: ${values.map(({ text }) => text ?? 'null').join(', ')}`);
		default:
			return [];
	}
}

function sqlOf(origin: ColumnFacts['origin']): string | undefined {
	if (origin?.kind === 'sql') return origin.piece.scalar.text.trim();
	if (origin?.kind === 'copy') return `${origin.alias}.${origin.column}`;
	if (origin?.kind !== 'lookup') return undefined;
	const by = origin.by.map(({ origin: part }) => (part?.kind === 'sql' ? part.piece.scalar.text.trim() : (part?.value.text ?? 'null')));
	return by.join(', ');
}

export function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}
