/** Answers `crosswalk/draft`: a first spec for two connections of a project. Reads their committed catalogs and connects to nothing. */

import type { Catalog } from '../../core/catalog/catalog';
import { draftSpec } from '../../core/draft/draftSpec';
import type { DraftParams, DraftResult } from '../../protocol';
import { type Session, toFile } from '../session';

export function draft({ uri, source, target }: DraftParams, { session }: { readonly session: Session }): DraftResult {
	const project = session.project(toFile(uri));
	const catalogOf = (connection: string): Catalog | undefined => {
		const file = project.catalog(connection);
		return file?.kind === 'ready' ? file.catalog : undefined;
	};
	const catalogs = { source: catalogOf(source), target: catalogOf(target) };
	if (!catalogs.source || !catalogs.target) {
		return { missing: [...new Set([source, target])].filter(connection => !catalogOf(connection)) };
	}
	return { text: draftSpec({ source, target }, { source: catalogs.source, target: catalogs.target }).text, missing: [] };
}
