/** `npm run documents`: writes `docs/samples/`, the strategy documents of the examples. */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { loadSqlParser } from '../server/src/core/sql/parser';
import { sampleDocuments } from './sampleDocuments';

await loadSqlParser();
const folder = path.resolve('docs/samples');
mkdirSync(folder, { recursive: true });
for (const [name, text] of sampleDocuments(process.cwd())) writeFileSync(path.join(folder, name), text);
