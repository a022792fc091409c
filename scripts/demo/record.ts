/**
 * `npm run demo -- --record`: keeps what Crosswalk finds in the sample as files of the sample, so that it can be looked at without a database.
 * *Open the sample* in VS Code puts them where runs are kept.
 */

import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';

import type { Crosswalk } from './crosswalk';

const spec = 'legacy-erp.migration.yaml';
/** Enough to look at, and not to carry around. All are counted. */
const differences = '12';

/** `folder`: the copy that the demo works in; `example`: the sample. The reconciliation is the last, as it is what the panel begins with. */
export async function recordRuns(crosswalk: Crosswalk, folder: string, example: string): Promise<void> {
	const runs = path.join(folder, '.crosswalk', 'runs');
	rmSync(runs, { recursive: true, force: true });
	await crosswalk.run(['validate', '--live', spec]);
	await crosswalk.run(['check', spec]);
	await crosswalk.run(['reconcile', spec, '--max-differences', differences]);
	const recorded = path.join(example, 'recorded');
	rmSync(recorded, { recursive: true, force: true });
	cpSync(runs, recorded, { recursive: true });
	rmSync(path.join(recorded, '.gitignore'), { force: true });
}
