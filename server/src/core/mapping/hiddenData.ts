/** Whether values of a mapping's rows may be shown in samples: what `scope.data` says of it, and what the team's settings allow. */

import { planAt } from '../spec/spec';
import type { SpecFacts } from './facts';

export type HiddenData = 'personal' | 'confidential';

/** The kind of data that must not be shown; undefined: values may be. */
export function hiddenData({ spec, settings }: Pick<SpecFacts, 'spec' | 'settings'>, mapping: string): HiddenData | undefined {
	const found = planAt(spec.scope?.value, 'data', mapping);
	const kind = found?.kind === 'scalar' ? found.literal.text : undefined;
	if (kind !== 'personal' && kind !== 'confidential') return undefined;
	return settings?.shownSamples.has(kind) ? undefined : kind;
}
