/** What one step of a column makes of a value, as SQL. Knows no table and no mapping. */

import type { SqlScalar } from '../spec/spec';
import type { SqlText } from '../sql/composed';
import { baseType } from '../sql/dialects/canonicalText';
import { asText, convert } from '../sql/dialects/postgres';
import { familyOf, type TypeFamily } from '../sql/dialects/typeFamily';
import { sql } from '../sql/template';

/** What came so far. */
export interface Value {
	/** Short enough to stand several times in one expression: a column of the layer below, or a constant. */
	readonly sql: SqlText;
	/** As `format_type` writes it; undefined when only the server knows. */
	readonly type: string | undefined;
}

export interface Step {
	/** NULL for every NULL, unless the step is there to replace NULL. */
	readonly value: SqlText;
	readonly type: string | undefined;
	/** True for inputs that the step refuses, never for NULL; the value is NULL for them. Undefined: it refuses none. */
	readonly refused?: SqlText;
	/** Why the step cannot work at all, for the user. Such a step refuses every value, so that nothing passes as fine. */
	readonly problem?: string;
}

export interface StepContext {
	/** `server_version_num` of the server that runs the SQL. */
	readonly version: number;
	/** The user's expression over the source, as a value that a step may read. */
	sourceExpression(scalar: SqlScalar): SqlText;
	/** The user's expression over `value`. */
	valueExpression(scalar: SqlScalar, value: SqlText): { readonly sql: SqlText; readonly type: string | undefined };
}

/** `value` as text, for steps over text. */
export function textOf(value: Value): SqlText {
	return asText(value.sql, value.type);
}

/** The type of a value that may also come from elsewhere: precision and length are only those of the first. */
export function withoutModifiers(type: string | undefined): string | undefined {
	return type === undefined ? undefined : baseType(type);
}

export function familyOfValue(value: Value): TypeFamily | undefined {
	return value.type === undefined ? undefined : familyOf(value.type);
}

/** The value as another type; what cannot be one is refused. */
export function converted(value: Value, to: string, version: number): Step {
	const { value: made, guard, type } = convert(value.sql, value.type, to, version);
	return guard ? { value: sql`case when ${guard} then ${made} end`, type, refused: sql`not (${guard})` } : { value: made, type };
}

/** `step` over the value as `type`: refuses what cannot be one, then what `step` refuses. */
export function over(
	value: Value,
	type: string,
	version: number,
	step: (typed: SqlText) => Omit<Step, 'refused' | 'problem'> & { readonly refused?: SqlText },
): Step {
	const { value: typed, guard } = convert(value.sql, value.type, type, version);
	const made = step(typed);
	if (!guard) return made;
	return {
		...made,
		value: sql`case when ${guard} then ${made.value} end`,
		refused: made.refused ? sql`case when not (${guard}) then true else ${made.refused} end` : sql`not (${guard})`,
	};
}

/** A step that cannot work: every value is refused. */
export function impossible(value: Value, type: string, problem: string): Step {
	return { value: sql`null::${type}`, type, refused: sql`${value.sql} is not null`, problem };
}
