/** What live validation came to in a few words, for the lens above a mapping. */

import { plural } from './style';
import type { LiveReport } from './validateHtml';

/** `✓`, `✗ 2 problems`, `! not sent`. */
export function renderValidateLine({ described, problems }: Pick<LiveReport, 'described' | 'problems'>): string {
	if (problems.length > 0) return `✗ ${plural(problems.length, 'problem')}`;
	return described.length > 0 ? '✓' : '! not sent';
}
