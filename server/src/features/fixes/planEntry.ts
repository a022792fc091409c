/** Writes what a plan lacks: parts of risks, of the way back and of dual writing, and a reason for the strategy. The words are the user's. */

import type { Fix, FixContext, FixEdit } from './fix';
import { insertAtTop } from './insert';

/** What is written in the place of each, to be written over. */
const placeholders: Readonly<Record<string, string>> = {
	mitigation: 'what is done so that it does not happen',
	contingency: 'what is done when it happens',
	owner: 'role',
	until: '14d',
	trigger: 'what makes the team go back',
	decide: 'role',
	how: 'how the way back is taken',
	new_data: 'sync-back',
	by: 'what writes both sides',
	first: 'source',
	conflicts: 'what happens when both sides were changed',
	lag_allowed: '5s',
	ends: '+14d',
};

export function planEntry({ facts, problem }: FixContext): readonly Fix[] {
	const { data = {} } = problem;
	switch (problem.code) {
		case 'risk-without-mitigation':
		case 'risk-without-owner':
		case 'high-risk-without-contingency': {
			const key = String(data.key);
			return made(`Write "${key}" of "${data.risk}"`, insertAtTop(facts, ['risks', String(data.risk)], key, placeholders[key] ?? ''));
		}
		case 'justification-missing':
			return made('Write why', insertAtTop(facts, ['strategy'], 'justification', 'why this strategy fits'));
		case 'fallback-missing':
			return parts('fallback', 'Write the way back');
		case 'dual-write-undefined':
			return parts('dual_write', 'Write the terms of dual writing');
		default:
			return [];
	}

	/** All at once when nothing stands there; else the first that is missing. */
	function parts(section: string, title: string): readonly Fix[] {
		const missing = String(data.missing).split(',');
		const [first = ''] = missing;
		const all = Object.keys(placeholders).filter(key => missing.includes(key));
		const isWhole = missing.length === 5;
		if (!isWhole) return made(`Write "${first}"`, insertAtTop(facts, ['strategy', section], first, placeholders[first] ?? ''));
		const value = `{ ${all.map(key => `${key}: ${placeholders[key]}`).join(', ')} }`;
		return made(title, insertAtTop(facts, ['strategy'], section, value));
	}
}

function made(title: string, edit: FixEdit | undefined): readonly Fix[] {
	return edit ? [{ title, isPreferred: true, edit }] : [];
}
