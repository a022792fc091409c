import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

test('a run in which a test fails ends with an exit code that says so, PostgreSQL or not', () => {
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
	const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/fixtures/failing/vitest.config.mts', '--reporter=json'];
	const { status, stdout } = spawnSync(process.execPath, args, { cwd: path.resolve('.'), env, encoding: 'utf8' });
	const { numFailedTests, numPassedTests } = JSON.parse(stdout.slice(stdout.indexOf('{')));
	expect({ status, numFailedTests, numPassedTests }).toEqual({ status: 1, numFailedTests: 1, numPassedTests: 0 });
});
