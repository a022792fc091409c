/** Writes the table of transforms into `docs/spec-format.md`. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { withTransformTable } from './transformTable';

const page = path.join(process.cwd(), 'docs/spec-format.md');
writeFileSync(page, withTransformTable(readFileSync(page, 'utf8')));
