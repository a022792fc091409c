/**
 * The text by which a value is compared: equal values of a type have equal texts on every server, whatever its version, collation or
 * encoding, given the session settings that the engine fixes (UTC, ISO dates, shortest floats, hex bytea). Differences that a type's own
 * equality hides but a reader would see (`1 mon` against `30 days`, letter case of a citext) stay differences.
 */

/** The canonical text of `expression`, whose type is `type` as `format_type` writes it. NULL stays NULL. */
export function canonicalText(expression: string, type: string): string {
	switch (baseType(type)) {
		case 'numeric':
			// With modifiers both sides have the same scale; without, 1.0 and 1.00 are one value.
			return type.includes('(') ? `${expression}::text` : `trim_scale(${expression})::text`;
		case 'double precision':
		case 'real':
			// Adding zero makes -0 and 0 one text, as they are one value.
			return `(${expression} + '0'::${baseType(type)})::text`;
		case 'json':
			return `${expression}::jsonb::text`;
		case 'money':
			return `${expression}::numeric::text`;
		default:
			return `${expression}::text`;
	}
}

/** A type without its modifiers: `numeric` for `numeric(12,2)`, `timestamp with time zone` for `timestamp(3) with time zone`. */
export function baseType(type: string): string {
	return type
		.replace(/\([^)]*\)/, '')
		.replace(/ {2,}/g, ' ')
		.trim();
}

const integerTypes = new Set(['smallint', 'integer', 'bigint']);

export function isIntegerType(type: string): boolean {
	return integerTypes.has(baseType(type));
}
