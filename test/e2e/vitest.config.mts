import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests that drive a real VS Code, one window at a time. In CI, what they counted is left where `.ci/run` adds it up. */
export default defineConfig({
	root: path.resolve(import.meta.dirname, '../..'),
	test: {
		reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/e2e-results.json' }]] : ['default'],
		include: ['test/e2e/**/*.test.ts'],
		globalSetup: ['test/support/globalSetup.ts', 'test/e2e/globalSetup.ts'],
		setupFiles: ['test/support/afterEachFile.ts'],
		pool: 'forks',
		fileParallelism: false,
		expect: { poll: { timeout: 40_000 } },
		testTimeout: 240_000,
		// A browser that gets no processor for a while may lose a click. What fails twice fails; what failed once is told by the reporter.
		retry: 1,
		hookTimeout: 180_000,
	},
});
