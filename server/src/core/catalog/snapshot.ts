/**
 * The snapshot file of a catalog: `.crosswalk/catalogs/NAME.json`, meant to be committed. One column, key or type a line, no time of day,
 * so that git shows what changed in the schema and nothing else. See `sizes.ts` for what moves without a change.
 */

import type { ErrorObject } from 'ajv/dist/2020';
import type { Catalog } from './catalog';
import { catalogValidator } from './catalogSchema';

/** Rises when an older Crosswalk could not read the file. */
const format = 1;

/** The text of the file. The same catalog gives the same text, and `parseSnapshot` gives the catalog back. */
export function renderSnapshot(catalog: Catalog): string {
	return `${render({ format, ...catalog }, '')}\n`;
}

/** Never throws. The problem is a sentence about the file, without its name. */
export function parseSnapshot(text: string): { readonly catalog: Catalog } | { readonly problem: string } {
	const parsed = parseJson(text);
	if (parsed === undefined) return { problem: `is not JSON; ${remedy}` };
	const written = formatOf(parsed);
	if (typeof written === 'number' && written > format) {
		return { problem: `has the format ${written}, and this Crosswalk reads ${format}; update Crosswalk` };
	}
	const validate = catalogValidator();
	if (!validate(parsed)) return { problem: `is no catalog: ${explain(validate.errors ?? [])}; ${remedy}` };
	const { format: _, ...catalog } = parsed as Catalog & { readonly format: number };
	return { catalog };
}

const remedy = 'write it again with "crosswalk introspect"';

/** A value that holds a list of objects spreads over lines; any other stands on one. */
function render(value: unknown, indent: string): string {
	if (!spreads(value)) return inline(value);
	const inner = `${indent}\t`;
	if (Array.isArray(value)) return `[\n${value.map(item => inner + render(item, inner)).join(',\n')}\n${indent}]`;
	const entries = defined(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${render(item, inner)}`);
	return `{\n${entries.join(',\n')}\n${indent}}`;
}

function spreads(value: unknown): value is object {
	if (Array.isArray(value)) return value.some(item => typeof item === 'object' && item !== null);
	return typeof value === 'object' && value !== null && Object.values(value).some(item => Array.isArray(item) && spreads(item));
}

function inline(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = defined(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
	return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function defined(value: object): readonly (readonly [string, unknown])[] {
	return Object.entries(value).filter(([, item]) => item !== undefined);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function formatOf(parsed: unknown): unknown {
	return typeof parsed === 'object' && parsed !== null && 'format' in parsed ? parsed.format : undefined;
}

/** For example `"schemas/0/tables/3/kind" must be equal to one of the allowed values`. The deepest error is of the alternative that was meant. */
function explain(errors: readonly ErrorObject[]): string {
	const [error] = [...errors].sort((one, other) => other.instancePath.length - one.instancePath.length);
	const place = error?.instancePath.slice(1) ?? '';
	return `${place === '' ? 'the file' : `"${place}"`} ${error?.message ?? 'is wrong'}`;
}
