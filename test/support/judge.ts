/** Ajv over the published schemas: the judge that our own checks of shape are held against. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';

import { formats } from '../../server/src/core/spec/formats';

export const schemaNames = ['migration-spec', 'migration-fragment', 'connections', 'settings', 'catalog', 'report'] as const;

export type AnySchema = Readonly<Record<string, unknown>>;

/** A published schema as its file holds it. */
export function readSchema(name: string): AnySchema {
	return JSON.parse(readFileSync(fileURLToPath(new URL(`../../schemas/${name}.schema.json`, import.meta.url)), 'utf8'));
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
for (const [name, fault] of formats) ajv.addFormat(name, { type: 'string', validate: text => fault(text) === undefined });
for (const name of schemaNames) ajv.addSchema(readSchema(name));

/** The judge of one schema: `migration-spec#`, `migration-spec#/$defs/mapping`, `report#/$defs/coverage`. */
export function judgeOf(ref: string): ValidateFunction {
	const judge = ajv.getSchema(ref.replace('#', '.schema.json#').replace(/#$/, ''));
	if (!judge) throw new Error(`There is no schema ${ref}`);
	return judge;
}

/** The faults that the judge sees, as text; empty when the value is valid. */
export function faultsOf(ref: string, value: unknown): string {
	const judge = judgeOf(ref);
	return judge(value) ? '' : ajv.errorsText(judge.errors);
}

/** The judge of a schema that is no published one, such as a leaf with its references followed. */
export function compileJudge(schema: object): (value: unknown) => boolean {
	return ajv.compile(schema);
}
