import { expect, test } from 'vitest';

import { renderCatalogStatus } from '../../../client/src/status/renderCatalogStatus';
import type { CatalogStatus } from '../../../server/src/protocol';

function checkStatus(catalogs: readonly CatalogStatus[] | undefined, expected: string): void {
	const { text, detail, isWarning } = renderCatalogStatus(catalogs);
	expect(`${isWarning ? '⚠ ' : ''}${text} | ${detail}`).toBe(expected);
}

test('before the server has told, nothing is claimed', () => checkStatus(undefined, 'Catalogs | Not read yet'));

test('a spec that names no connection says where to name them', () =>
	checkStatus([], 'No connections | Name them under source and target'));

test('catalogs that are there tell their size', () =>
	checkStatus(
		[
			{ connection: 'erp', state: 'ready', tables: 1 },
			{ connection: 'cloud', state: 'ready', tables: 12 },
		],
		'Catalogs ready | erp: 1 table · cloud: 12 tables',
	));

test('a missing and an unreadable catalog are warnings that say what follows', () =>
	checkStatus(
		[
			{ connection: 'erp', state: 'missing' },
			{ connection: 'cloud', state: 'unreadable' },
		],
		'⚠ Catalogs incomplete | erp: no catalog, its names are not checked · cloud: the catalog file cannot be read',
	));
