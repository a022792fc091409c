/** Finds the name at an offset, and every place of a spec that has the same name. Reads the blocks that may hold it, and keeps nothing. */

import { grouped } from '../../core/base/grouped';
import { oncePer } from '../../core/base/memo';
import { touches } from '../../core/base/span';
import type { MappingFacts, SpecFacts, SqlPiece } from '../../core/mapping/facts';
import { blockAt } from '../../core/spec/cursor';
import type { SpecBlock, SpecFile } from '../../core/spec/spec';
import { tokensOf } from '../../core/sql/tokens';
import { parseYaml } from '../../core/yaml/parse';
import { isSameName, type Name, type NameKind, type NameUse, spanOfUse } from './name';
import { sqlNames } from './sqlNames';
import { yamlNames } from './yamlNames';

/** A file of the spec, or its `connections.yaml`. */
export function fileOf({ spec, connections }: SpecFacts, file: string): Pick<SpecFile, 'file' | 'text' | 'blocks'> | undefined {
	return spec.files.find(one => one.file === file) ?? (connections?.file === file ? connections : undefined);
}

export function useAt(facts: SpecFacts, file: string, offset: number): NameUse | undefined {
	const found = fileOf(facts, file);
	const block = found && blockAt(found, offset);
	return block && usesIn(facts, block).find(use => touches(spanOfUse(use), offset));
}

/** In the order of files and text. */
export function usesOf(facts: SpecFacts, name: Name): readonly NameUse[] {
	return blocksWith(facts, name)
		.flatMap(block => (sqlKinds.has(name.kind) ? usesIn(facts, block) : yamlUsesIn(facts, block)))
		.filter(use => isSameName(use.name, name))
		.sort((one, other) => (one.block === other.block ? spanOfUse(one).start - spanOfUse(other).start : 0));
}

/** SQL that holds the name and does not parse, so that nobody can tell what it means there. */
export function unreadSql(facts: SpecFacts, name: Name): SqlPiece | undefined {
	if (!sqlKinds.has(name.kind)) return undefined;
	return blocksWith(facts, name)
		.flatMap(block => piecesIn(facts, block.id))
		.find(({ analysis, scalar: { text } }) => {
			const tokens = analysis.ok ? undefined : tokensOf(text);
			return tokens?.all.some((_, index) => tokens.identifierAt(index) === name.text);
		});
}

/** The blocks that may hold the name. */
function blocksWith(facts: SpecFacts, { kind, text, at }: Name): readonly SpecBlock[] {
	const files = kind === 'connection' && facts.connections ? [...facts.spec.files, facts.connections] : facts.spec.files;
	return files
		.flatMap(file => file.blocks)
		.filter(block => at === undefined || at.block === block.id)
		.filter(mayHold(text));
}

/** What of the block's SQL is analysed. */
export function piecesIn(facts: SpecFacts, block: string): readonly SqlPiece[] {
	return [...(mappingsByBlock(facts).get(block) ?? []).flatMap(mapping => mapping.pieces), ...(otherPieces(facts).get(block) ?? [])];
}

export function mappingsIn(facts: SpecFacts, block: string): readonly MappingFacts[] {
	return mappingsByBlock(facts).get(block) ?? [];
}

function usesIn(facts: SpecFacts, block: SpecBlock): readonly NameUse[] {
	return [...yamlUsesIn(facts, block), ...sqlNames(block, piecesIn(facts, block.id))];
}

function yamlUsesIn(facts: SpecFacts, block: SpecBlock): readonly NameUse[] {
	return block.file === facts.connections?.file ? connectionsIn(block) : yamlNames(facts, block, mappingsIn(facts, block.id));
}

/** For the others no SQL need be analysed. */
const sqlKinds: ReadonlySet<NameKind> = new Set(['view', 'lookup', 'alias']);

function connectionsIn(block: SpecBlock): readonly NameUse[] {
	const { root } = parseYaml(block.text);
	if (root?.kind !== 'map') return [];
	return root.entries.map(({ key }) => ({
		name: { kind: 'connection', text: key.value },
		isDefinition: true,
		block,
		scalar: key,
		start: 0,
		end: key.value.length,
		written: 'text',
	}));
}

/** Of a large spec most blocks do not hold the name: then their YAML and SQL need not be read again. Escapes may hide it. */
function mayHold(name: string): (block: SpecBlock) => boolean {
	const [word = ''] = (name.match(/[\p{L}\p{N}_]+/gu) ?? []).sort((one, other) => other.length - one.length);
	const sought = word.toLowerCase();
	return ({ text }) => text.includes('\\') || text.toLowerCase().includes(sought);
}

/** Those that a pattern makes are written nowhere. */
const mappingsByBlock = oncePer(({ mappings }: SpecFacts) =>
	grouped(
		mappings.filter(({ mapping }) => !mapping.madeBy),
		one => one.mapping.block,
	),
);

const otherPieces = oncePer(({ views, lookups, queries }: SpecFacts) =>
	grouped(
		[...views.map(view => view.piece), ...lookups.flatMap(lookup => lookup.piece ?? []), ...queries],
		piece => piece.scalar.span.block,
	),
);
