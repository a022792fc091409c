import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of the whole house but `test/e2e`, which drives a real VS Code and has a runner of its own. */
export default defineConfig({
	test: {
		// What `.ci/run` adds up.
		reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/test-results.json' }]] : ['default'],
		globalSetup: ['test/support/globalSetup.ts'],
		setupFiles: ['test/support/afterEachFile.ts'],
		pool: 'forks',
		// Its own choice leaves a core to a person at the keyboard.
		maxWorkers: availableParallelism(),
		projects: [
			// Loading the house takes longer than most of its files test it for, so that files share what is loaded.
			{
				extends: true,
				test: { name: 'house', isolate: false, include: ['test/**/*.test.ts'], exclude: ['test/e2e/**', 'test/client/webview/**'] },
			},
			// These have a document, by which some packages take Node for a browser.
			{ extends: true, test: { name: 'page', include: ['test/client/webview/**/*.test.ts'] } },
		],
		// What hangs is ended; what is slow on a busy machine is not.
		testTimeout: 180_000,
		hookTimeout: 180_000,
	},
});
