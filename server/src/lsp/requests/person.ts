/** Answers `crosswalk/person`: who is likely to have gone through the steps of a test, to be offered and not taken for granted. */

import { personAt } from '../../files/person';
import type { PersonResult, SpecParams } from '../../protocol';
import type { PanelWorld } from '../panel';
import { toFile } from '../session';

export function person({ uri }: SpecParams, { outside }: Pick<PanelWorld, 'outside'>): PersonResult {
	const name = personAt(outside.files, toFile(uri), outside.variable);
	return name === undefined ? {} : { name };
}
