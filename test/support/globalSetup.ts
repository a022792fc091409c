/** One PostgreSQL for the whole run: started before the first test file, removed after the last. */

import type { TestProject } from 'vitest/node';
import { startCluster } from '../../scripts/cluster';

declare module 'vitest' {
	interface ProvidedContext {
		/** Where the run's PostgreSQL listens. */
		postgres: { readonly port: number; readonly password: string };
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const cluster = await startCluster();
	project.provide('postgres', { port: cluster.port, password: cluster.password });
	return () => cluster.stop();
}
