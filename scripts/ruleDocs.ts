/** Writes `docs/rules/`: a page for each rule, from the first comment of its file and its first fixture, and the list of all. */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { rulePages } from './rulePages';

const folder = path.join(process.cwd(), 'docs/rules');
mkdirSync(folder, { recursive: true });
const pages = rulePages(process.cwd());
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(path.join(folder, name));
for (const [name, text] of pages) writeFileSync(path.join(folder, name), text);
