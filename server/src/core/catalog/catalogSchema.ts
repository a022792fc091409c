/**
 * Judges whether a value is what a snapshot file holds, by `schemas/catalog.schema.json`. Compiling that takes longer than most of a start, so
 * `scripts/build.ts` puts compiled code in the place of this file; without a build it is compiled here.
 */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import schema from '../../../../schemas/catalog.schema.json';
import { lazy } from '../base/memo';

/** Our own schema need not be judged by the schema of schemas. */
export const catalogValidator: () => ValidateFunction = lazy(() => new Ajv2020({ meta: false, validateSchema: false }).compile(schema));
