/** Answers `crosswalk/testConnection`: opens a connection once, reads the fingerprint of its schema, and remembers what it was told. */

import { DatabaseFailure } from '../../engines/engine';
import type { ConnectionParams, TestResult } from '../../protocol';
import { type ConnectWorld, connectionSettings, noteFailure } from '../connect';
import { toFile } from '../session';

export interface TestWorld extends ConnectWorld {
	readonly signal: AbortSignal;
}

/** Throws `Cancelled`. */
export async function testConnection({ uri, connection }: ConnectionParams, world: TestWorld): Promise<TestResult> {
	const project = world.session.project(toFile(uri));
	try {
		const settings = await connectionSettings(connection, { project }, world);
		const fingerprint = await world.outside.engine.fingerprint(settings, world.signal);
		const catalog = project.catalog(connection);
		if (catalog?.kind !== 'ready') return {};
		world.session.liveFingerprints.set(catalog.file, fingerprint);
		return { isSame: fingerprint === catalog.catalog.fingerprint };
	} catch (error) {
		if (!(error instanceof DatabaseFailure)) throw error;
		noteFailure(error, { project }, world.session);
		return { failure: error.message };
	}
}
