/** Connections of a spec that holds personal or confidential data: what their servers say of values is kept back. */

import type { SpecFacts } from '../core/mapping/facts';
import { hiddenData } from '../core/mapping/hiddenData';
import type { ConnectionSettings } from '../engines/engine';

/** A statement of one mapping may read the tables of another, so that one of them is enough. */
export function hidingValues(settings: ConnectionSettings, facts: SpecFacts): ConnectionSettings {
	return facts.mappings.some(({ name }) => hiddenData(facts, name) !== undefined) ? { ...settings, hidesValues: true } : settings;
}
