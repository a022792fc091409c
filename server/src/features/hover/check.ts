/** A check that a gate or a watched risk names: what it checks, and what it found last. */

import { checkId } from '../../core/report/knownChecks';
import { type LensResult, renderAge } from '../lens';
import { type HoverContext, paragraphs, plain } from './told';

type CheckKind = 'reconcile' | 'quality' | 'acceptance';

/** `about`: what is told of the mapping, when the check is one. */
export function checkTold({ facts, results }: HoverContext, of: CheckKind, name: string, about: string | undefined): string | undefined {
	const { spec } = facts;
	const entries = { reconcile: spec.reconciliation, quality: spec.quality, acceptance: spec.acceptance }[of];
	const isEntry = entries.some(entry => entry.name.text === name);
	if (about === undefined && !isEntry) return undefined;
	const words = { reconcile: 'Reconciliation', quality: 'Quality rule', acceptance: 'Acceptance test' }[of];
	const known = results?.();
	const id = checkId({ section: of === 'reconcile' ? undefined : of, mapping: undefined, check: name });
	const result = about === undefined ? known?.entry?.(id) : known?.result(name, 'reconcile');
	return paragraphs(about ?? `${words} **${plain(name)}**`, known && plain(lastWords(result)));
}

/** A gate that comes after steps which change data may want a younger one: that is told by the cutover. */
function lastWords(result: LensResult | undefined): string {
	if (!result) return 'Latest result: none, it has not been run.';
	const stale = result.isStale ? '; stale: the spec or a catalog is another one since' : '';
	const where = result.where === undefined ? '' : ` on ${result.where}`;
	return `Latest result: ${result.text}, ${renderAge(result.ageMs)}${where}${stale}`;
}
