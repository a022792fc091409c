/** How missing and extra rows are told of: those without an explanation, a run of keys, and rows that are there under another key. */

import { quoteIdentifier } from '../../sql/quote';
import type { NamedValue } from '../result';
import { yamlScalar } from './detector';
import type { About, Group } from './groups';
import { fewestOfRun, type KeyRun, mostRuns, runText } from './keyRuns';
import type { OneSided } from './otherKey';

export const plainTexts: Readonly<Record<OneSided, string>> = { missing: 'missing in the target', extra: 'not in the source' };

/** `hasLedger`: of a mapping, not of a free pair of queries. */
export function plainAbout(side: OneSided, hasLedger: boolean): About {
	return {
		text: () => plainTexts[side],
		suggest: group => (hasLedger ? acceptSuggestion(side, group) : undefined),
		detailsTold: { most: mostRuns, share: 0 },
	};
}

export function runAbout(side: OneSided, run: KeyRun): About {
	return {
		explanation: 'key-run',
		isSpecific: true,
		minimum: fewestOfRun,
		text: () => `${plainTexts[side]}: all of ${runText(run)}`,
		suggest: () => ({
			text:
				side === 'missing'
					? 'A batch is lost: look for it in the log of the load, and load it again.'
					: 'Rows of another run, or of a test: find out where they come from before you delete them.',
		}),
	};
}

export function otherKeyAbout(side: OneSided, how: string): About {
	return {
		explanation: 'other-key',
		isSpecific: true,
		text: () => `${plainTexts[side]}, but there under another key: ${how}`,
		suggest: () => ({ text: 'The rows are there. Make the key in the mapping as the target has it, or the other way round.' }),
	};
}

const mostAccepted = 5;

/** An entry of the ledger for a few rows, by their keys. */
function acceptSuggestion(side: OneSided, { count, held }: Group): ReturnType<NonNullable<About['suggest']>> {
	const keys = held.map(({ difference }) => difference.key);
	const [name] = keys[0]?.map(key => key.name) ?? [];
	if (name === undefined || count > mostAccepted || keys.length !== count || keys.some(key => key.length !== 1)) return undefined;
	const values = keys.flatMap(key => key.map(literal));
	if (values.some(value => value === undefined)) return undefined;
	const where = JSON.stringify(`${quoteIdentifier(name)} in (${values.join(', ')})`);
	const entry = side === 'missing' ? 'left behind' : 'kept in the target';
	return {
		text: side === 'missing' ? 'Load them, or say in the ledger why they stay behind.' : 'Delete them, or say in the ledger why they stay.',
		yaml: `accept: { ${yamlScalar(entry)}: { where: ${where}, reason: WHY, at_most: ${count} } }`,
	};
}

function literal({ value }: NamedValue): string | undefined {
	if (value === null || String(value).length > 60) return undefined;
	return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
