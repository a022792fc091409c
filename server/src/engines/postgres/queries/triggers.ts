/** Triggers that users made. Those behind foreign keys are internal, and those of partitions belong to what is folded. */

import type { Trigger } from '../../../core/catalog/catalog';
import { relationsCte } from './scope';

export interface RawTrigger {
	readonly nspname: string;
	readonly relname: string;
	readonly tgname: string;
	readonly definition: string;
	/** O: on origin, A: always, R: on replicas only, D: disabled. */
	readonly tgenabled: 'O' | 'A' | 'R' | 'D';
}

export const triggersSql = `
	with ${relationsCte}
	select rel.nspname, rel.relname, t.tgname, pg_get_triggerdef(t.oid) as definition, t.tgenabled
	from pg_trigger t join rel on rel.oid = t.tgrelid where not t.tgisinternal
	order by rel.nspname, rel.relname, t.tgname`;

export function toTrigger(raw: RawTrigger): Trigger {
	return { name: raw.tgname, definition: raw.definition, enabled: raw.tgenabled === 'O' || raw.tgenabled === 'A' };
}
