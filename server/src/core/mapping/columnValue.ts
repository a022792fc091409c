/**
 * The type of what a mapping puts into a column and whether it can be NULL, step by step, as far as both are known without a server. Runs
 * the table of transforms itself, so that both say the same. What a lookup gives is the column that it takes of the table looked up.
 */

import { type CatalogLookup, columnOf, fullName } from '../catalog/lookup';
import { canonicalType } from '../catalog/typeName';
import type { ColumnSource, TransformCall } from '../spec/spec';
import { plainSql } from '../sql/template';
import { UNKNOWN } from '../sql/types/typeSystem';
import type { StepContext } from '../transform/step';
import { compileTransform } from '../transform/transforms';
import type { ColumnFacts, LookupFacts, LookupOriginFacts, MappingFacts, OriginFacts } from './facts';
import { lookupTargets } from './lookupTarget';
import { sharedType } from './sharedType';

export interface ColumnValue {
	/** As `format_type` writes it; `unknown` for literals, which become what the column is. Undefined: only a server knows. */
	readonly type?: string;
	/** True: a column that may be NULL decides. False: never NULL. */
	readonly nullable?: boolean;
	/** Whether `type` is that of a column or of a cast, so that lengths and precisions that it lacks say something. */
	readonly declared: boolean;
	/** Of a lookup: `schema.table.column` that it takes; of a map: which one. */
	readonly taken?: string;
	/** A transform that cannot work on what comes to it. */
	readonly problem?: { readonly call: TransformCall; readonly message: string };
}

export interface ValueSides {
	readonly source?: CatalogLookup;
	readonly target?: CatalogLookup;
	readonly lookups: readonly LookupFacts[];
	mapping(name: string): MappingFacts | undefined;
}

const NOTHING: ColumnValue = { declared: false };
const remembered = new WeakMap<ColumnFacts, ColumnValue>();

/** What a column is filled with; made once per facts of the column, but for lookups, which ask other mappings. */
export function columnValue(sides: ValueSides, mapping: MappingFacts, column: ColumnFacts): ColumnValue {
	if (column.origin?.kind === 'lookup') {
		const taken = lookupValue(sides, mapping, column, column.origin);
		return column.written ? afterSteps(sides, taken, column.written) : taken;
	}
	const known = remembered.get(column);
	if (known) return known;
	const origin = originValue(mapping, column.origin);
	const value = column.written ? afterSteps(sides, origin, column.written) : origin;
	remembered.set(column, value);
	return value;
}

/** What comes to a transform of the column, or to one of a part of `by`. */
export function valueBefore(sides: ValueSides, mapping: MappingFacts, column: ColumnFacts, call: TransformCall): ColumnValue {
	const parts = column.origin?.kind === 'lookup' ? column.origin.by : [];
	const part = parts.find(one => one.written.transforms.includes(call));
	const steps = part ? part.written.transforms : (column.written?.transforms ?? []);
	let at = part
		? originValue(mapping, part.origin)
		: column.origin?.kind === 'lookup'
			? lookupValue(sides, mapping, column, column.origin)
			: originValue(mapping, column.origin);
	for (const before of steps.slice(0, steps.indexOf(call))) at = afterTransform(sides, at, before);
	return at;
}

/** What a part of `by` gives. */
export function sourceValue(sides: ValueSides, mapping: MappingFacts, origin: OriginFacts | undefined, written: Steps): ColumnValue {
	return afterSteps(sides, originValue(mapping, origin), written);
}

function originValue(mapping: MappingFacts, origin: OriginFacts | undefined): ColumnValue {
	switch (origin?.kind) {
		case 'sql': {
			const { value, plainColumn } = origin.piece.analysis;
			return { type: value?.literal ? UNKNOWN : value?.type, nullable: value?.nullable, declared: plainColumn !== undefined };
		}
		case 'copy': {
			const item = mapping.items.find(one => one.alias === origin.alias);
			const nullable = item?.columns?.find(column => column.name === origin.column)?.nullable;
			return { type: origin.type, nullable: item?.nullable ? true : nullable, declared: true };
		}
		case 'value':
			return { type: UNKNOWN, nullable: origin.value.text === null, declared: false };
		default:
			return NOTHING;
	}
}

/** The type of the one column that it takes. NULL where a part of `by` is NULL, and where `otherwise` says so for what is not found. */
function lookupValue(sides: ValueSides, mapping: MappingFacts, column: ColumnFacts, origin: LookupOriginFacts): ColumnValue {
	const targets = lookupTargets(sides, mapping.table, column, origin);
	const columns = targets.map(({ mapping: parent, take }) =>
		parent.table && take !== undefined ? columnOf(parent.table, take) : undefined,
	);
	const [first] = columns;
	const [target] = targets;
	const isOneType = columns.length === origin.alternatives.length && columns.every(one => one !== undefined && one.type === first?.type);
	const taken = isOneType && target?.mapping.table ? `${fullName(target.mapping.table)}.${first?.name}` : undefined;
	const type = isOneType && column.written?.otherwise?.kind !== 'keep' ? first?.type : undefined;
	return { type, nullable: lookupNullable(sides, mapping, column, origin), declared: true, taken };
}

function lookupNullable(
	sides: ValueSides,
	mapping: MappingFacts,
	{ written }: ColumnFacts,
	origin: LookupOriginFacts,
): boolean | undefined {
	const parts = origin.by.map(part => sourceValue(sides, mapping, part.origin, part.written).nullable);
	if (parts.includes(true) || written?.otherwise?.kind === 'null') return true;
	const isSure =
		parts.every(part => part === false) && origin.alternatives.every(one => !one.condition) && written?.otherwise?.kind !== 'keep';
	return isSure ? false : undefined;
}

type Steps = Pick<ColumnSource, 'transforms' | 'map' | 'otherwise' | 'round' | 'cast' | 'nullTo'>;

function afterSteps(sides: ValueSides, origin: ColumnValue, steps: Steps): ColumnValue {
	let at = origin;
	for (const call of steps.transforms) at = afterTransform(sides, at, call);
	if (steps.map) at = afterMap(sides, at, steps);
	if (steps.round) at = { type: 'numeric', nullable: at.nullable, declared: false, problem: at.problem };
	if (steps.cast) at = { type: castType(steps.cast.text, sides.target), nullable: at.nullable, declared: true, problem: at.problem };
	if (steps.nullTo) {
		at = { ...at, nullable: steps.nullTo.text === null ? at.nullable : false };
	}
	return at;
}

/** The user's type as the target's catalog names it. */
function castType(written: string, target: CatalogLookup | undefined): string {
	const type = canonicalType(written);
	if (type.includes('.') || !target) return type;
	const found = target.catalog.schemas.flatMap(schema => schema.types).filter(one => one.name === type);
	return found.length === 1 && found[0] ? `${found[0].schema}.${found[0].name}` : type;
}

function afterTransform(sides: ValueSides, { type, nullable, problem }: ColumnValue, call: TransformCall): ColumnValue {
	const context: StepContext = {
		version: sides.source?.catalog.version ?? 0,
		sourceExpression: () => plainSql('x'),
		valueExpression: () => ({ sql: plainSql('x'), type: undefined }),
	};
	const input = type === undefined || type === UNKNOWN ? undefined : sharedType(type, sides.source).type;
	const made = compileTransform({ sql: plainSql('x'), type: input }, call, context);
	const own = made.problem === undefined ? undefined : { call, message: made.problem };
	return {
		type: made.problem === undefined ? made.type : undefined,
		nullable: nullableAfter(call.name.text, nullable),
		declared: false,
		problem: problem ?? own,
	};
}

function nullableAfter(transform: string, nullable: boolean | undefined): boolean | undefined {
	switch (transform) {
		case 'coalesce':
		case 'sql':
			return undefined;
		case 'empty_to_null':
		case 'null_if':
		case 'zero_date_to_null':
			return true;
		default:
			return nullable;
	}
}

/** The second column of a lookup's query. Its type is a column's own when it is passed through. */
function namedMapValue(sides: ValueSides, name: string): ColumnValue {
	const { lookup, piece } = sides.lookups.find(one => one.lookup.name.text === name) ?? {};
	const value = piece?.analysis.output?.[1];
	const [base, ...others] = value?.reads ?? [];
	const side = lookup?.content.kind === 'query' ? sides[lookup.content.on] : undefined;
	const table = base && others.length === 0 ? side?.tables.get(base.table) : undefined;
	const isPassed = table !== undefined && base !== undefined && columnOf(table, base.column)?.type === value?.type;
	return { type: value?.type, nullable: value?.nullable, declared: isPassed };
}

/**
 * A map gives the values that it lists, and NULL for NULL unless it says otherwise. What a lookup lists may change without this, but not
 * the columns of its query.
 */
function afterMap(sides: ValueSides, { nullable, problem }: ColumnValue, { map, otherwise }: Steps): ColumnValue {
	if (otherwise?.kind === 'keep') return { declared: false, problem };
	if (map?.kind === 'named') {
		const { type, nullable: hasNull, declared } = namedMapValue(sides, map.name.text);
		const isNull = nullable || otherwise?.kind === 'null' || hasNull || undefined;
		return { type: otherwise?.kind === 'value' ? undefined : type, nullable: isNull, declared, taken: `map: ${map.name.text}`, problem };
	}
	if (!map) return { declared: false, problem };
	const values = [...map.entries.map(entry => entry.value), ...(otherwise?.kind === 'value' ? [otherwise.value] : [])];
	const nullEntry = map.entries.find(entry => entry.key.text === null);
	const fromNull = nullEntry ? nullEntry.value.text === null : nullable;
	const fromRest = otherwise?.kind === 'null' || values.some(value => value.text === null);
	return { type: UNKNOWN, nullable: fromRest ? true : fromNull, declared: false, problem };
}
