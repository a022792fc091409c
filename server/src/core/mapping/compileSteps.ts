/** The steps of a column after its origin, in their order of effect: transform, map and otherwise, round, cast, null_to. */

import type { Span } from '../base/span';
import type { CatalogLookup } from '../catalog/lookup';
import { parseTypeName } from '../catalog/typeName';
import type { Literal, Otherwise, ValueMap } from '../spec/spec';
import { compose, type SqlText } from '../sql/composed';
import { comparable, isPlainLiteral, typedLiteral } from '../sql/dialects/postgres';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteLiteral } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { converted, impossible, over, type Step, type StepContext, textOf, type Value, withoutModifiers } from '../transform/step';
import { compileTransform } from '../transform/transforms';
import type { Built } from './compileLayers';
import { expressionId, type Refusal, type RefusingStep, type RowBuilder, unfolded } from './compileRow';
import { lookupPairs, pairsQuery } from './compileWith';
import type { ByFacts, OriginFacts } from './facts';
import { sharedType } from './sharedType';

export type Steps = ByFacts['written'];

/** Where refusals are noted: the name of the layers' columns, and the target column that they belong to. */
export interface StepPlace {
	readonly row: RowBuilder;
	readonly name: string;
	readonly column: string;
	/** Set while a parent's key is made of a `by`: then what is refused is a missing parent, not a refused value. */
	readonly ignoreRefusals?: true;
	/** What is being applied; undefined: what makes the value comparable. */
	readonly step?: RefusingStep;
}

/** The value of an origin before its steps; undefined for what the target generates. */
export function originValue(place: StepPlace, origin: Exclude<OriginFacts, { kind: 'lookup' }> | undefined): Built | undefined {
	switch (origin?.kind) {
		case 'sql':
			return place.row.expression(place.name, origin.piece, place.column);
		case 'copy':
			return place.row.copied(place.name, origin);
		case 'value':
			return literalValue(origin.value);
		default:
			return undefined;
	}
}

function literalValue({ text }: Literal): Built {
	return {
		sql: plainSql(text === null ? 'null' : quoteLiteral(text)),
		type: text === null ? undefined : 'text',
		level: 0,
		weight: 0,
		short: true,
	};
}

export function applySteps(place: StepPlace, origin: Built, steps: Steps): Built {
	const { row } = place;
	const { options, facts } = row.statement;
	const context = stepContext(place);
	const hasSteps = steps.transforms.length > 0 || steps.map || steps.round || steps.cast;
	let at = origin.weight === 0 && hasSteps ? { ...origin, sql: unfolded(origin.sql) } : origin;
	const apply = (kind: RefusingStep['kind'], span: Span, step: (value: Value) => Step) => {
		at = applyStep({ ...place, step: { kind, span } }, at, step);
	};
	for (const call of steps.transforms) apply('transform', call.span, value => compileTransform(value, call, context));
	if (steps.map) {
		const span = steps.map.kind === 'inline' ? steps.map.span : steps.map.name.span;
		at = applyMap({ ...place, step: { kind: 'map', span } }, at, steps.map, steps.otherwise);
	}
	const { round, cast, nullTo } = steps;
	if (round) apply('round', round.span, value => roundStep(value, round, options.sourceVersion));
	if (cast) apply('cast', cast.span, value => castStep(value, cast.text, facts.target, options.sourceVersion));
	if (nullTo && nullTo.text !== null) {
		const literal = quoteLiteral(nullTo.text);
		apply('null_to', nullTo.span, value => ({ value: sql`coalesce(${value.sql}, ${literal})`, type: withoutModifiers(value.type) }));
	}
	return at;
}

/** The value as it is compared for a column of a type. */
export function comparedValue(place: StepPlace, value: Built, columnType: string): Built {
	const { options } = place.row.statement;
	const text = plainLiteralText(value);
	if (text !== undefined) {
		const conversion = comparable(value.sql, 'text', columnType, options.sourceVersion);
		if (isPlainLiteral(text, conversion.type)) {
			const made =
				conversion.type === 'text'
					? conversion.value
					: comparable(typedLiteral(text, conversion.type), conversion.type, columnType, 0).value;
			return { ...value, sql: made, type: conversion.type };
		}
	}
	return applyStep(place, value, ({ sql: written, type: from }) => {
		const input = { sql: text === undefined ? written : unfolded(written), type: from };
		const { value: made, guard, type } = comparable(input.sql, input.type, columnType, options.sourceVersion);
		return guard ? { value: sql`case when ${guard} then ${made} end`, type, refused: sql`not (${guard})` } : { value: made, type };
	});
}

function plainLiteralText(value: Built): string | undefined {
	const found = value.weight === 0 ? /^'((?:[^'\\]|'')*)'$/.exec(value.sql.text) : null;
	return found?.[1]?.replaceAll("''", "'");
}

function stepContext({ row, name, column }: StepPlace): StepContext {
	return {
		version: row.statement.options.sourceVersion,
		sourceExpression: scalar => row.expression(`${name} or`, row.pieceOf(scalar), column).sql,
		valueExpression(scalar, value) {
			const piece = row.pieceOf(scalar);
			const expression = sql`(select (${row.statement.with.user(piece)}) from (select ${value} as value) as value)`;
			const id = expressionId(row.mapping, piece);
			row.valueExpressions.set(id, { id, piece, column, sql: expression });
			return { sql: expression, type: row.statement.options.types?.get(id) };
		},
	};
}

/** A step that reads its input several times gets it as a column of a layer. */
function applyStep(place: StepPlace, input: Built, step: (value: Value) => Step): Built {
	const first = step(input);
	const uses = occurrences(first.value.text, input.sql.text);
	if (!input.short && (uses > 1 || first.refused)) {
		return applyStep(place, place.row.layers.column(place.name, input), step);
	}
	if (first.refused && !place.ignoreRefusals) {
		place.row.refusals.push(refusal(place, first.refused, textOf(input)));
	}
	return {
		sql: first.value,
		type: first.type,
		level: input.level,
		weight: Math.max(1, input.weight) * Math.max(1, uses),
		short: uses === 1 && first.value.text === input.sql.text,
	};
}

function refusal({ column, step }: StepPlace, when: SqlText, value: SqlText): Refusal {
	return { column, when, value, code: plainSql("'refused-value'"), step: step ?? { kind: 'stored' } };
}

function occurrences(text: string, part: string): number {
	return text.split(part).length - 1;
}

function roundStep(value: Value, { text }: Literal, version: number): Step {
	if (text === null || !/^-?\d{1,3}$/.test(text))
		return impossible(value, 'numeric', `"round" wants a whole number, not "${text ?? 'null'}"`);
	return over(value, 'numeric', version, typed => ({ value: sql`round(${typed}, ${text})`, type: 'numeric' }));
}

function castStep(value: Value, written: string, target: CatalogLookup | undefined, version: number): Step {
	if (!parseTypeName(written)) return impossible(value, 'text', `"${written}" is no name of a type`);
	const { type, labels } = sharedType(written, target);
	if (!labels) return familyOf(type) === 'text' ? { value: sql`${value.sql}::${type}`, type } : converted(value, type, version);
	const text = textOf(value);
	const isLabel = sql`${text} in (${labels.map(label => quoteLiteral(label)).join(', ') || 'null'})`;
	return { value: sql`case when ${isLabel} then ${text} end`, type, refused: sql`not (${isLabel})` };
}

type Pairs = readonly (readonly [string, string | null])[];

/** Longer maps are joined. */
const LONGEST_CASE = 50;

function applyMap(place: StepPlace, input: Built, map: ValueMap, otherwise: Otherwise | undefined): Built {
	const { statement } = place.row;
	if (map.kind === 'inline') return caseMap(place, input, pairsOf(map.entries), map.entries, otherwise);
	const lookup = statement.facts.lookups.find(one => one.lookup.name.text === map.name.text);
	if (!lookup) return applyStep(place, input, value => impossible(value, 'text', `there is no lookup "${map.name.text}"`));
	const { content } = lookup.lookup;
	const entries = content.kind === 'inline' ? content.entries : [];
	const pairs = lookupPairs(lookup, statement.options);
	const usable = pairs && (content.kind === 'inline' ? pairs : keysOfType(pairs, input.type));
	if (usable && usable.length <= LONGEST_CASE) return caseMap(place, input, usable, entries, otherwise);
	return joinedMap(place, input, { name: map.name.text, pairs: usable }, otherwise);
}

function pairsOf(entries: readonly { readonly key: Literal; readonly value: Literal }[]): Pairs {
	return entries.flatMap(({ key, value }) => (key.text === null ? [] : [[key.text, value.text] as const]));
}

/** Keys of a file that are no number cannot be met by a number, and would make the statement fail. */
function keysOfType(pairs: Pairs, type: string | undefined): Pairs {
	const family = type === undefined ? undefined : familyOf(type);
	if (family !== 'integer' && family !== 'numeric') return pairs;
	const form = family === 'integer' ? /^\s*-?\d{1,18}\s*$/ : /^\s*-?\d{1,30}(\.\d{1,30})?\s*$/;
	return pairs.filter(([key]) => form.test(key));
}

/** Keys are untyped literals, so that they are read as values of the expression's type: `01` is 1 for a number and not for text. */
function caseMap(
	place: StepPlace,
	input: Built,
	pairs: Pairs,
	entries: readonly { readonly key: Literal; readonly value: Literal }[],
	otherwise: Otherwise | undefined,
): Built {
	const nullEntry = entries.find(({ key }) => key.text === null);
	if (!rejects(otherwise)) noteReplaced(place, unknownKey(input, pairs), input);
	return applyStep(place, input, value => {
		const whens = pairs.map(([key, result]) => ` when ${quoteLiteral(key)} then ${literalOrNull(result)}`).join('');
		const rest = elsePart(value, otherwise);
		const mapped = pairs.length === 0 ? compose([rest]) : compose(['case ', value.sql, whens, ' else ', rest, ' end']);
		const whenNull = nullEntry ? literalOrNull(nullEntry.value.text) : 'null';
		const made =
			pairs.length === 0 || nullEntry || otherwise?.kind === 'value'
				? sql`case when ${value.sql} is null then ${whenNull} else ${mapped} end`
				: mapped;
		return { value: sql`(${made})::text`, type: 'text', refused: rejects(otherwise) ? unknownKey(value, pairs) : undefined };
	});
}

function unknownKey(value: Value, pairs: Pairs): SqlText {
	const keys = pairs.map(([key]) => quoteLiteral(key)).join(', ');
	return pairs.length === 0 ? sql`${value.sql} is not null` : sql`${value.sql} not in (${keys})`;
}

function noteReplaced({ row, column, step, ignoreRefusals }: StepPlace, when: SqlText, value: Value): void {
	if (!ignoreRefusals)
		row.replaced.push({ column, when, value: textOf(value), code: plainSql("'replaced'"), step: step ?? { kind: 'map' } });
}

function joinedMap(
	place: StepPlace,
	input: Built,
	{ name, pairs }: { name: string; pairs: Pairs | undefined },
	otherwise: Otherwise | undefined,
): Built {
	const { row } = place;
	const family = input.type === undefined ? undefined : familyOf(input.type);
	const isNumber = family === 'integer' || family === 'numeric';
	const source = row.layers.column(place.name, input);
	const normalised = pairs && (isNumber ? pairsOfNumbers(pairs) : pairs);
	const query = row.statement.with.query(
		`map ${name}${isNumber ? ' of numbers' : ''}`,
		() =>
			normalised
				? pairsQuery(normalised)
				: plainSql(
						`\t-- The rows of the lookup ${JSON.stringify(name)} are fetched when this runs.\n\tselect null::text, null::text where false`,
					),
		['key', 'value'],
	);
	const key = family === 'numeric' ? sql`trim_scale(${source.sql})::text` : textOf(source);
	const [found, value] = row.layers.join(
		query,
		source.level,
		alias => sql`${alias}.key = ${key}`,
		alias => [
			{ name: `${place.name} found`, sql: plainSql(`${alias}.key`), type: 'text' },
			{ name: `${place.name} mapped`, sql: plainSql(`${alias}.value`), type: 'text' },
		],
	);
	if (!found || !value) return source;
	const unknown = sql`(${source.sql} is not null and ${found.sql} is null)`;
	if (rejects(otherwise)) row.refusals.push(refusal(place, unknown, textOf(source)));
	else noteReplaced(place, unknown, source);
	const rest = elsePart(source, otherwise);
	const result = rest.text === 'null' ? value.sql : sql`case when ${unknown} then ${rest} else ${value.sql} end`;
	return { ...value, sql: result, short: rest.text === 'null' };
}

/** Keys that are one number are one key: the first wins, as in a short map. */
function pairsOfNumbers(pairs: Pairs): Pairs {
	const made = new Map<string, string | null>();
	for (const [key, value] of pairs) if (!made.has(plainNumber(key))) made.set(plainNumber(key), value);
	return [...made];
}

function plainNumber(text: string): string {
	const [, sign = '', whole = '', fraction = ''] = /^\s*(-?)0*(\d+)(?:\.(\d*?)0*)?\s*$/.exec(text) ?? [];
	const digits = fraction === '' ? whole : `${whole}.${fraction}`;
	return digits === '0' ? '0' : `${sign}${digits}`;
}

function rejects(otherwise: Otherwise | undefined): boolean {
	return otherwise === undefined || otherwise.kind === 'reject';
}

function elsePart(value: Value, otherwise: Otherwise | undefined): SqlText {
	switch (otherwise?.kind) {
		case 'keep':
			return textOf(value);
		case 'value':
			return plainSql(literalOrNull(otherwise.value.text));
		default:
			return plainSql('null');
	}
}

function literalOrNull(text: string | null): string {
	return text === null ? 'null' : quoteLiteral(text);
}
