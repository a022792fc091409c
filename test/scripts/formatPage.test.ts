/** `docs/spec-format.md` shows what is so: its table of transforms, and its whole spec, which other tests check. */

import { expect, test } from 'vitest';

import { withTransformTable } from '../../scripts/transformTable';
import { textOf } from '../support/project';

const page = textOf('docs/spec-format.md');

test('the table of transforms is what node scripts/run.mjs transformDocs writes', () => {
	expect(page).toBe(withTransformTable(page));
});

test('the whole spec on the page is the one that is checked against the schema', () => {
	const [, spec] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
	expect(spec).toBe(textOf('test/fixtures/whole-spec.migration.yaml'));
});
