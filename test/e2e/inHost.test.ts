/**
 * The packaged extension, asked from within VS Code's extension host, by `@vscode/test-electron`: in code-server, and also in the desktop's
 * VS Code of the version that CROSSWALK_E2E_DESKTOP names ("stable", "1.100.0"), which is downloaded.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { copyOfExample } from '../support/cliOnDisk';
import type {} from './globalSetup';
import type { Outcomes } from './inHost/host';
import { runInHost } from './inHost/runInHost';
import { scenarios } from './inHost/scenarios';
import { packagedIn } from './packaged';

const desktop = process.env.CROSSWALK_E2E_DESKTOP;
const home = mkdtempSync(path.join(tmpdir(), 'crosswalk-in-host-'));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

describe.each(desktop ? ['code-server', desktop] : ['code-server'])('in the extension host of %s', version => {
	let outcomes: Outcomes;
	beforeAll(async () => {
		outcomes = await run(version);
	});
	test.each(Object.keys(scenarios))('%s', name => {
		expect(outcomes[name] ?? 'it did not end').toBe('passed');
	});
});

async function run(version: string): Promise<Outcomes> {
	const { extensions, ...vscode } = inject('vscode');
	const folder = path.join(home, version);
	const outcomes = path.join(folder, 'outcomes.json');
	const error = await runInHost({
		vscode,
		extension: packagedIn(extensions),
		entry: 'test/e2e/inHost/host.ts',
		opened: copyOfExample('legacy-erp-to-cloud'),
		home: folder,
		env: { CROSSWALK_E2E_OUTCOMES: outcomes },
		...(version === 'code-server' ? {} : { version }),
	}).catch(error => error);
	if (!existsSync(outcomes)) throw new Error('VS Code ended before the first scenario did', { cause: error });
	return JSON.parse(readFileSync(outcomes, 'utf8'));
}
