/**
 * Why a mapping must not be sent to a server. What analysis found in any SQL that it would send counts, whatever comments or settings say
 * of the diagnostics: a function with effects stays unsafe when its warning is silenced.
 */

import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { ownNamesOf } from '../mapping/compileUserSql';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';

/** A sentence for the report; undefined when nothing stands in the way. */
export function obstacleOf(mapping: MappingFacts, facts: SpecFacts): string | undefined {
	if (!mapping.table) return `${withoutTable(mapping)}; run crosswalk validate to see why`;
	if (!mapping.from || !mapping.scopeKnown) return 'its source is not understood; run crosswalk validate to see why';
	const unknown = unknownPart(mapping, facts, new Set());
	if (unknown !== undefined) return `${unknown}; run crosswalk validate to see where`;
	const code = refusedCode(piecesSent(mapping, facts));
	return code === undefined ? undefined : `its SQL has problems (${code}); run crosswalk validate to see them`;
}

function withoutTable({ mapping: { target } }: MappingFacts): string {
	return target === undefined ? 'it names no target' : `its target "${target.text}" is not in the catalog`;
}

/**
 * A column that a target table does not have, of this mapping or of those that it looks up, or such a mapping of which not enough is known to
 * tell its keys: as a sentence.
 */
function unknownPart(mapping: MappingFacts, facts: SpecFacts, visited: Set<MappingFacts>): string | undefined {
	if (visited.has(mapping) || !mapping.table) return undefined;
	visited.add(mapping);
	const has = (table: Table, name: string) => columnOf(table, name) !== undefined;
	const { table, key } = mapping;
	const named = [...mapping.columns.map(column => column.name), ...(key.kind === 'columns' ? key.columns : [])];
	const missing = named.find(name => !has(table, name));
	if (missing !== undefined) return `its target "${fullName(table)}" has no column "${missing}"`;
	for (const { origin } of mapping.columns) {
		if (origin?.kind !== 'lookup') continue;
		for (const alternative of origin.alternatives) {
			const parent = facts.mapping(alternative.mapping);
			if (!parent) return `it looks up "${alternative.mapping}", and there is no such mapping`;
			if (!parent.table) return `of "${parent.name}", which it looks up: ${withoutTable(parent)}`;
			if (!parent.from) return `of "${parent.name}", which it looks up: its source is not understood`;
			if (origin.take !== undefined && !has(parent.table, origin.take))
				return `it takes "${origin.take}", which "${fullName(parent.table)}" does not have`;
			const ofParent = unknownPart(parent, facts, visited);
			if (ofParent !== undefined) return `of "${parent.name}": ${ofParent}`;
		}
	}
	return undefined;
}

/** The same for a piece of SQL of its own. */
export function pieceObstacle(piece: SqlPiece, facts: SpecFacts): string | undefined {
	return missingCatalog(facts) ?? refusal(piece, facts);
}

/** The same for a piece of SQL that asks the servers of some sides only. */
export function pieceObstacleOn(piece: SqlPiece, sides: readonly ('source' | 'target')[], facts: SpecFacts): string | undefined {
	return missingCatalog(facts, sides) ?? refusal(piece, facts);
}

function refusal(piece: SqlPiece, facts: SpecFacts): string | undefined {
	const pieces = new Set([piece]);
	addOwn(pieces, piece, facts);
	const code = refusedCode(pieces);
	return code === undefined ? undefined : `its SQL has problems (${code}); run crosswalk validate to see them`;
}

/** Without the catalogs of what is read nothing is known well enough to be run. */
export function missingCatalog(facts: SpecFacts, sides: readonly ('source' | 'target')[] = ['source', 'target']): string | undefined {
	const side = sides.find(one => !facts[one]);
	if (!side) return undefined;
	return `there is no catalog of the ${side}; run crosswalk introspect ${facts.spec[side]?.connection?.text ?? 'CONNECTION'}`;
}

function refusedCode(pieces: Iterable<SqlPiece>): string | undefined {
	for (const { analysis } of pieces) {
		const [finding] = analysis.findings;
		if (finding) return finding.code;
		if (!analysis.ok) return 'sql-syntax';
	}
	return undefined;
}

/** Its own pieces, the views and lookups that they read, and the mappings whose keys it looks up. */
function piecesSent(mapping: MappingFacts, facts: SpecFacts): ReadonlySet<SqlPiece> {
	const sent = new Set<SqlPiece>();
	const visited = new Set<MappingFacts>();
	const visit = (one: MappingFacts) => {
		if (visited.has(one)) return;
		visited.add(one);
		for (const piece of one.pieces) {
			sent.add(piece);
			addOwn(sent, piece, facts);
		}
		for (const { written, origin } of one.columns) {
			for (const map of [written?.map]) if (map?.kind === 'named') addLookup(sent, map.name.text, facts);
			if (origin?.kind !== 'lookup') continue;
			for (const by of origin.by) if (by.written.map?.kind === 'named') addLookup(sent, by.written.map.name.text, facts);
			for (const alternative of origin.alternatives) {
				const parent = facts.mapping(alternative.mapping);
				if (parent) visit(parent);
			}
		}
	};
	visit(mapping);
	return sent;
}

function addOwn(sent: Set<SqlPiece>, piece: SqlPiece, facts: SpecFacts): void {
	for (const { kind, name } of ownNamesOf(piece)) {
		if (kind === 'lookup') addLookup(sent, name, facts);
		else addPiece(sent, facts.views.find(one => one.view.name.text === name)?.piece, facts);
	}
}

function addLookup(sent: Set<SqlPiece>, name: string, facts: SpecFacts): void {
	addPiece(sent, facts.lookups.find(one => one.lookup.name.text === name)?.piece, facts);
}

function addPiece(sent: Set<SqlPiece>, piece: SqlPiece | undefined, facts: SpecFacts): void {
	if (!piece || sent.has(piece)) return;
	sent.add(piece);
	addOwn(sent, piece, facts);
}
