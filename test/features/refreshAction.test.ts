/** The action on a catalog that is missing or out of date is a command of the editor. */

import { beforeAll, expect, test } from 'vitest';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { refreshActions } from '../../server/src/features/refreshAction';
import { readFixture } from '../support/fixture';
import { openFixture } from '../support/openFixture';

beforeAll(loadSqlParser);

const spec = `crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
`;

function actionsAt(text: string) {
	const { facts, problems } = openFixture(readFixture(spec).files);
	const offset = spec.indexOf(text);
	return refreshActions(facts, problems, '/spec.migration.yaml', offset, offset);
}

test('one action for the catalog of the connection at the cursor', () => {
	expect(actionsAt('source, schemas')).toMatchObject([
		{ title: 'Refresh catalog', command: { command: 'crosswalk.refreshCatalog' }, diagnostics: [{ code: 'catalog-missing' }] },
	]);
	expect(actionsAt('shop')).toEqual([]);
});
