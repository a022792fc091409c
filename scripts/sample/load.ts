/** Fills two empty databases with the sample: the ERP, and the cloud platform after a migration with known defects. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';

import { copyInto } from './copyInto';
import { sourceRows } from './erp';

/** How far the target goes: before the migration, after a faultless one, or with the defects of `defects.json` planted. */
export type TargetState = 'empty' | 'migrated' | 'with-defects';

/** `folder` is the sample's `database` folder. Both sides load at the same time. */
export async function loadSample(folder: string, source: Client, target: Client, state: TargetState): Promise<void> {
	const script = (name: string) => readFile(path.join(folder, `${name}.sql`), 'utf8');
	const batches = [...sourceRows()];
	const loadErp = async (client: Client) => {
		await client.query(await script('source'));
		for (const batch of batches) await copyInto(client, batch);
	};
	const loadTarget = async () => {
		await target.query(await script('target'));
		if (state === 'empty') return;
		await loadErp(target);
		await target.query('alter schema erp rename to erp_staging');
		await target.query(await script('migrate'));
		if (state === 'with-defects') await target.query(await script('defects'));
	};
	await Promise.all([loadErp(source).then(() => source.query('analyze')), loadTarget()]);
}
