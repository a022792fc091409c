/** The words of tables and columns in the view of catalogs. Knows nothing of VS Code. */

import type { CatalogColumn, CatalogTable, MappedPlace } from '../../../server/src/protocol';
import { plainText } from './plainText';

export interface CatalogText {
	readonly label: string;
	readonly description: string;
	/** Markdown, in which everything of a database is plain text. */
	readonly tooltip: string;
}

export function renderTable({ schema, name, kind, rows, state, reason, mapped }: CatalogTable): CatalogText {
	const size = rows === undefined ? [] : [`about ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`];
	const what = kind === 'table' ? [] : [kind.replace('-', ' ')];
	return text(`${schema}.${name}`, [stateText(state, mapped), ...what, ...size], reason);
}

export function renderColumn({ name, type, isNullable, state, reason, mapped }: CatalogColumn): CatalogText {
	return text(name, [`${type}${isNullable ? '' : ' not null'}`, stateText(state, mapped)], reason);
}

function text(label: string, parts: readonly string[], reason: string | undefined): CatalogText {
	const said = parts.filter(part => part !== '');
	const lines = [label, ...said, ...(reason === undefined ? [] : [reason])];
	return { label, description: said.join(' · '), tooltip: lines.map(plainText).join('  \n') };
}

function stateText(state: CatalogColumn['state'], mapped: readonly MappedPlace[]): string {
	const names = [...new Set(mapped.map(one => one.mapping))];
	if (names.length > 0) return `→ ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
	return state === 'unmapped' ? 'undecided' : state === 'ignored' ? 'left out' : state === 'generated' ? 'the database makes it' : '';
}
