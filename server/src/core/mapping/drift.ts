/** What changed in a database since its catalog was taken, and what of a spec that touches. */

import { type CatalogChange, renderChange } from '../catalog/diff';
import { fullName } from '../catalog/lookup';
import type { MappingFacts, SpecFacts } from './facts';

export interface Affected {
	readonly mapping: string;
	/** Of the side that changed; empty when it is the table as a whole. */
	readonly columns: readonly string[];
}

/** Mappings that read or fill what changed, in the order of the spec. What was added as a table touches none. */
export function affectedBy(
	facts: Pick<SpecFacts, 'mappings'>,
	side: 'source' | 'target',
	changes: readonly CatalogChange[],
): readonly Affected[] {
	return facts.mappings.flatMap(mapping => {
		const touched = side === 'source' ? readBy(mapping) : filledBy(mapping);
		const columns = new Set<string>();
		let isTouched = false;
		for (const { object, kind, what } of changes) {
			for (const [table, names] of touched) {
				if (object === table && !(what === 'table' && kind === 'added')) isTouched = true;
				if (!object.startsWith(`${table}.`)) continue;
				const rest = object.slice(table.length + 1);
				if (what !== 'column') isTouched = true;
				// A column that came to the target table is one that the mapping does not fill yet.
				else if (names.has(rest) || side === 'target') columns.add(rest);
			}
		}
		return isTouched || columns.size > 0 ? [{ mapping: mapping.name, columns: [...columns].sort() }] : [];
	});
}

function readBy({ reads, items }: MappingFacts): ReadonlyMap<string, ReadonlySet<string>> {
	const tables = new Map<string, Set<string>>();
	for (const { relation } of items) if (relation?.kind === 'table') tables.set(relation.name, new Set());
	for (const { table, column } of reads) tables.set(table, (tables.get(table) ?? new Set()).add(column));
	return tables;
}

function filledBy({ table, columns }: MappingFacts): ReadonlyMap<string, ReadonlySet<string>> {
	return new Map(table ? [[fullName(table), new Set(columns.map(column => column.name))]] : []);
}

const mostShown = 5;

/** `1 added, 2 altered: column erp.cust.fax removed; …; and 3 more`. */
export function driftWords(changes: readonly CatalogChange[]): string {
	const count = (kind: CatalogChange['kind'], word: string) => {
		const found = changes.filter(change => change.kind === kind).length;
		return found === 0 ? [] : [`${found} ${word}`];
	};
	const counts = [...count('added', 'added'), ...count('removed', 'removed'), ...count('changed', 'altered')].join(', ');
	const shown = changes.slice(0, mostShown).map(renderChange);
	const more = changes.length > mostShown ? [`and ${changes.length - mostShown} more`] : [];
	return `${counts}: ${[...shown, ...more].join('; ')}`;
}

/** `customers (email, fax_no), orders`. */
export function affectedWords(affected: readonly Affected[]): string {
	const shown = affected
		.slice(0, mostShown)
		.map(({ mapping, columns }) => (columns.length > 0 ? `${mapping} (${columns.join(', ')})` : mapping));
	return [...shown, ...(affected.length > mostShown ? [`and ${affected.length - mostShown} more`] : [])].join(', ');
}
