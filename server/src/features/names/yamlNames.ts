/** Names that stand in the YAML of a block: as keys that define them, as scalars, and as `${NAME}`. What a place means is said by its path. */

import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import { type Role, roleOf } from '../../core/spec/cursorPlaces';
import type { SpecBlock } from '../../core/spec/spec';
import { parseName } from '../../core/sql/name';
import { parametersOf } from '../../core/sql/source';
import { tokensOf } from '../../core/sql/tokens';
import type { ScalarNode, YamlNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import { definingPaths, definitionsOf, nameOfItem, nameOfRelation } from './definitions';
import type { Name, NameUse } from './name';

/** A scalar with the keys around it. */
interface Place {
	readonly scalar: ScalarNode;
	readonly path: readonly string[];
	readonly position: 'key' | 'value';
}

/** A name within the content of a scalar. */
type Found = Pick<NameUse, 'name' | 'start' | 'end' | 'written'>;

/** `mappings`: those of the block. */
export function yamlNames(facts: SpecFacts, block: SpecBlock, mappings: readonly MappingFacts[]): readonly NameUse[] {
	const start = block.id.startsWith(`${block.file}#mappings/`) ? ['mappings'] : [];
	return placesIn(parseYaml(block.text).root, start).flatMap(place => {
		const { scalar, path, position } = place;
		const defined = position === 'key' ? definingPaths[path.join('.')] : undefined;
		const found = defined ? [wholeOf(scalar, { kind: defined, text: scalar.value })] : usedAt(facts, mappings, place);
		return found.map(one => ({ ...one, isDefinition: defined !== undefined, block, scalar }));
	});
}

/** What an alias of YAML stands for is edited where it is written. */
function placesIn(node: YamlNode | undefined, path: readonly string[]): readonly Place[] {
	if (!node || node.alias !== undefined) return [];
	if (node.kind === 'scalar') return [{ scalar: node, path, position: 'value' }];
	if (node.kind === 'list') return node.items.flatMap(item => placesIn(item, path));
	return node.entries.flatMap(({ key, value }) => [
		...(key.alias === undefined ? [{ scalar: key, path, position: 'key' as const }] : []),
		...placesIn(value, [...path, key.value]),
	]);
}

function usedAt(facts: SpecFacts, mappings: readonly MappingFacts[], place: Place): readonly Found[] {
	const { scalar, path, position } = place;
	const role = roleOf(path, position);
	if (role?.kind === 'sql') return parametersAt(facts, scalar, parametersOf(scalar.value));
	// `unused-parameter` counts what is written in the texts of the plan, too.
	if (['strategy', 'cutover', 'execution'].includes(path[0] ?? '') && scalar.value.includes('${')) {
		const written = [...scalar.value.matchAll(/\$\{([^{}]+)\}/g)];
		return parametersAt(
			facts,
			scalar,
			written.map(({ 0: whole, 1: name = '', index }) => ({ name, start: index, end: index + whole.length })),
		);
	}
	const found = role && nameAt(facts, mappings, role, place);
	return found ? [found] : [];
}

function parametersAt(
	facts: SpecFacts,
	scalar: ScalarNode,
	written: readonly { readonly name: string; readonly start: number }[],
): readonly Found[] {
	return written
		.filter(({ name }) => definitionsOf(facts, 'parameter', name).length > 0)
		.map(({ name, start }) => ({
			name: { kind: 'parameter', text: name },
			start: start + 2,
			end: Math.min(start + 2 + name.length, scalar.value.length),
			written: 'text',
		}));
}

function nameAt(facts: SpecFacts, mappings: readonly MappingFacts[], role: Role, place: Place): Found | undefined {
	const { scalar, path } = place;
	const text = scalar.value;
	const known = (kind: Parameters<typeof definitionsOf>[1]) =>
		definitionsOf(facts, kind, text).length > 0 ? wholeOf(scalar, { kind, text }) : undefined;
	const mapping = mappings.find(one => one.name === path[1]);
	switch (role.kind) {
		case 'mapping':
		case 'lookup':
		case 'phase':
		case 'step':
		case 'connection':
			return known(role.kind);
		case 'person':
			return known('role');
		case 'check':
			if (text === 'all') return undefined;
			return role.of === 'reconcile' ? (known('mapping') ?? known('reconciliation')) : known(role.of);
		case 'source-column':
		case 'copied-column':
			return qualifierOf(mapping, scalar);
		case 'given-table':
			return givenTable(facts, mapping, scalar);
		case 'table':
			return path[0] === 'quality' && !isOnTarget(facts, path[1]) ? ownRelation(facts, scalar) : undefined;
		default:
			return undefined;
	}
}

/** The alias of `alias.column`. */
function qualifierOf(mapping: MappingFacts | undefined, scalar: ScalarNode): Found | undefined {
	const end = scalar.value.indexOf('.');
	const item = end < 0 ? undefined : mapping?.items.find(one => one.alias === scalar.value.slice(0, end));
	const name = item && nameOfItem(item);
	return name && { name, start: 0, end, written: 'text' };
}

function givenTable(facts: SpecFacts, mapping: MappingFacts | undefined, scalar: ScalarNode): Found | undefined {
	const folded = parseName(scalar.value);
	const item =
		mapping?.items.find(({ alias }) => alias === scalar.value) ??
		(folded?.schema === undefined ? mapping?.items.find(({ alias }) => alias === folded?.name) : undefined);
	const name = item && nameOfItem(item);
	return name ? wholeOf(scalar, name) : ownRelation(facts, scalar);
}

/** A view or a lookup, written as in SQL. */
function ownRelation(facts: SpecFacts, scalar: ScalarNode): Found | undefined {
	const parsed = parseName(scalar.value);
	const relation = parsed && facts.sourceNames.relation(parsed.schema, parsed.name);
	const name = typeof relation === 'object' ? nameOfRelation(relation) : undefined;
	const token = tokensOf(scalar.value).all.at(-1);
	return name && token && { name, start: token.start, end: token.end, written: 'sql' };
}

function isOnTarget({ spec }: SpecFacts, rule: string | undefined): boolean {
	return spec.quality.find(one => one.name.text === rule)?.on === 'target';
}

function wholeOf(scalar: ScalarNode, name: Name): Found {
	return { name, start: 0, end: scalar.value.length, written: 'text' };
}
