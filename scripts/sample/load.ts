/** Fills two empty databases with the sample: the ERP, and the cloud platform after a migration with known defects. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';

import { copyInto } from './copyInto';
import { renderCopyText } from './copyText';
import { sourceRows } from './erp';

/** How far the target goes: before the migration, after a faultless one, or with the defects of `defects.json` planted. */
export type TargetState = 'empty' | 'migrated' | 'with-defects';

/** `folder` is the sample's `database` folder. Both sides load at the same time. `tell` hears of rows that have arrived in the ERP. */
export async function loadSample(
	folder: string,
	source: Client,
	target: Client,
	state: TargetState,
	tell?: (rows: number) => void,
): Promise<void> {
	const script = (name: string) => readFile(path.join(folder, `${name}.sql`), 'utf8');
	const batches = [...sourceRows()].map(({ table, columns, rows }) => {
		return { table, columns, rows: rows.length, text: Buffer.from(renderCopyText(rows)) };
	});
	const loadErp = async (client: Client, loaded?: (rows: number) => void) => {
		await client.query(await script('source'));
		for (const batch of batches) {
			await copyInto(client, batch);
			loaded?.(batch.rows);
		}
	};
	const loadTarget = async () => {
		await target.query(await script('target'));
		if (state === 'empty') return;
		await loadErp(target);
		await target.query('alter schema erp rename to erp_staging');
		// The migration joins every row to its parents; looking each of them up once more takes as long as the rest.
		await target.query('set session_replication_role = replica');
		await target.query(await script('migrate'));
		if (state === 'with-defects') await target.query(await script('defects'));
	};
	await Promise.all([loadErp(source, tell).then(() => source.query('analyze')), loadTarget()]);
}
