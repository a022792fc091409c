/** Answers `crosswalk/ddl`: a schema as SQL to read, from the committed catalog or from the server as it is. Writes nothing. */

import type { Catalog } from '../../core/catalog/catalog';
import { renderDdl, renderTableDdl } from '../../core/catalog/ddl';
import { DatabaseFailure } from '../../engines/engine';
import type { DdlParams } from '../../protocol';
import { connectionSettings, noteFailure } from '../connect';
import { toFile } from '../session';
import type { TestWorld } from './testConnection';

/** A comment in place of what cannot be read. Throws `Cancelled`. */
export async function ddl({ uri, connection, table, isLive }: DdlParams, world: TestWorld): Promise<string> {
	const project = world.session.project(toFile(uri));
	try {
		const catalog = isLive
			? await world.outside.engine.introspect(await connectionSettings(connection, { project }, world), world.signal)
			: committed(project.catalog(connection));
		return catalog === undefined ? `-- There is no catalog of "${connection}" yet: refresh it first.\n` : textOf(catalog, table);
	} catch (error) {
		if (!(error instanceof DatabaseFailure)) throw error;
		noteFailure(error, { project }, world.session);
		return `-- ${error.message.replace(/\s+/g, ' ')}\n`;
	}
}

function committed(
	file: { readonly kind: 'ready'; readonly catalog: Catalog } | { readonly kind: 'unreadable' } | undefined,
): Catalog | undefined {
	return file?.kind === 'ready' ? file.catalog : undefined;
}

function textOf(catalog: Catalog, table: DdlParams['table']): string {
	if (!table) return renderDdl(catalog);
	const found = catalog.schemas.find(one => one.name === table.schema)?.tables.find(one => one.name === table.name);
	return found ? renderTableDdl(found) : `-- There is no table ${table.schema}.${table.name}.\n`;
}
