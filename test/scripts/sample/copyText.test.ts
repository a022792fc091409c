import { expect, test } from 'vitest';

import { renderCopyText } from '../../../scripts/sample/copyText';

test('null is told apart from the empty string, and what would end a field is escaped', () => {
	expect(
		renderCopyText([
			['a', null, ''],
			['tab\there', 'line\nfeed\r', 'back\\slash'],
		]),
	).toBe('a\t\\N\t\ntab\\there\tline\\nfeed\\r\tback\\\\slash\n');
});
