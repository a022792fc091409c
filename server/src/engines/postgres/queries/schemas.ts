/** The schemas within reach. */

import { isIn } from './scope';

export interface RawSchema {
	readonly nspname: string;
	readonly description: string | null;
	/** Whether its tables are read, not only its types and functions. */
	readonly listed: boolean;
}

export const schemasSql = `
	select n.nspname, obj_description(n.oid, 'pg_namespace') as description, ${isIn('schemas')} as listed
	from pg_namespace n where ${isIn('reach')} order by n.nspname`;
