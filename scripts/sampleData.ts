/**
 * Prints the rows of the sample ERP as SQL for psql, for those who keep their own servers:
 * `node scripts/run.mjs sampleData | psql -d erp`, after `examples/legacy-erp-to-cloud/database/source.sql`.
 */

import { once } from 'node:events';

import { renderCopyText } from './sample/copyText';
import { sourceRows } from './sample/erp';

for (const { table, columns, rows } of sourceRows()) {
	const text = `copy ${table} (${columns.join(', ')}) from stdin;\n${renderCopyText(rows)}\\.\n`;
	if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
process.stdout.write('analyze;\n');
