import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of the whole house but `test/e2e`, which drives a real VS Code and has a runner of its own. */
export default defineConfig({
	test: {
		// What `.ci/run` adds up.
		reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/test-results.json' }]] : ['default'],
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**'],
		globalSetup: ['test/support/globalSetup.ts'],
		pool: 'forks',
		// Its own choice leaves a core to a person at the keyboard.
		maxWorkers: availableParallelism(),
		// What hangs is ended; what is slow on a busy machine is not.
		testTimeout: 180_000,
		hookTimeout: 180_000,
	},
});
