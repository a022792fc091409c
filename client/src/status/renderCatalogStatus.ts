/** The words of the catalog status. Knows nothing of VS Code. */

import type { CatalogStatus } from '../../../server/src/protocol';

export interface CatalogStatusText {
	readonly text: string;
	readonly detail: string;
	readonly isWarning: boolean;
}

/** `catalogs` undefined: the server has not told yet. */
export function renderCatalogStatus(catalogs: readonly CatalogStatus[] | undefined): CatalogStatusText {
	if (!catalogs) return { text: 'Catalogs', detail: 'Not read yet', isWarning: false };
	if (catalogs.length === 0) return { text: 'No connections', detail: 'Name them under source and target', isWarning: false };
	const isWarning = catalogs.some(({ state }) => state !== 'ready');
	return {
		text: isWarning ? 'Catalogs incomplete' : 'Catalogs ready',
		detail: catalogs.map(one => states[one.state](one)).join(' · '),
		isWarning,
	};
}

const states: Readonly<Record<CatalogStatus['state'], (catalog: CatalogStatus) => string>> = {
	ready: ({ connection, tables }) => (tables === undefined ? connection : `${connection}: ${tables} ${tables === 1 ? 'table' : 'tables'}`),
	missing: ({ connection }) => `${connection}: no catalog, its names are not checked`,
	unreadable: ({ connection }) => `${connection}: the catalog file cannot be read`,
};
