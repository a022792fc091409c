/** Analyses a whole spec against the catalogs of its sides. Pure; a mapping whose text and surroundings are unchanged is remembered. */

import type { Finding } from '../base/problem';
import type { Catalog } from '../catalog/catalog';
import { type CatalogLookup, catalogLookup } from '../catalog/lookup';
import type { Connections } from '../spec/connections';
import type { Settings } from '../spec/settings';
import type { Mapping, Side, Spec } from '../spec/spec';
import type { Relation, SqlNames } from '../sql/analysis';
import { analyzeMapping } from './analyzeMapping';
import type { LookupFacts, MappingFacts, SpecFacts, SqlPiece, ViewFacts } from './facts';
import { fileLookupFindings } from './fileLookup';
import { topIgnores } from './ignores';
import { sqlNames } from './names';
import { parameterLiterals } from './parameters';
import { patternMappings } from './patternMappings';
import { phaseConditions } from './phaseConditions';
import { type PieceContext, pieceOf } from './piece';
import { boundFindings, qualityCondition } from './qualityRule';
import { reconcileConditions } from './reconcileConditions';
import { searchPathOf, tableFinder } from './tableName';

/** What a spec is analysed against. */
export interface Surroundings {
	readonly connections?: Connections;
	readonly settings?: Settings;
	readonly source?: Catalog;
	readonly target?: Catalog;
	/** Of a side whose catalog file cannot be used: why. */
	readonly unreadable?: SpecFacts['unreadable'];
	/** Whether an environment variable is set. Left out where nobody may look. */
	readonly isSet?: (variable: string) => boolean;
	/** Sides whose database is known to have changed since its catalog was taken. */
	readonly stale?: readonly ('source' | 'target')[];
	readonly drift?: SpecFacts['drift'];
	/** What the servers found, when they were asked. */
	readonly live?: readonly Finding[];
}

/** By mapping, which is itself remembered by its text; the facts hold for these surroundings only. */
export type FactsMemo = WeakMap<Mapping, { readonly surroundings: string; readonly facts: MappingFacts }>;

export function analyzeSpec(
	spec: Spec,
	{ connections, settings, source, target, unreadable, isSet, stale, drift, live = [] }: Surroundings,
	remembered: FactsMemo = new WeakMap(),
): SpecFacts {
	const sourceLookup = source && lookupOf(source, spec.source);
	const targetLookup = target && lookupOf(target, spec.target);
	const parameters = parameterLiterals(spec.parameters);
	const targetNames = sqlNames(targetLookup, new Map());
	const own = new Map<string, Relation>();
	const lookups = spec.lookups.map(lookup =>
		lookupFacts(lookup, own, { source: sqlNames(sourceLookup, new Map(own)), target: targetNames, parameters }),
	);
	const views: ViewFacts[] = [];
	for (const view of spec.views) {
		const piece = pieceOf(view.query, 'query', { names: sqlNames(sourceLookup, new Map(own)), parameters });
		views.push({ view, piece });
		if (!own.has(view.name.text)) own.set(view.name.text, viewRelation(view.name.text, piece));
	}
	const sourceNames = sqlNames(sourceLookup, own);
	const context = {
		names: sourceNames,
		parameters,
		targetTable: targetLookup && tableFinder(targetLookup),
		targetIgnores: topIgnores(spec.ignore.target),
	};
	const surroundings = surroundingsKey(spec, source, target);
	const analyze = (mapping: Mapping): MappingFacts => {
		const known = remembered.get(mapping);
		if (known?.surroundings === surroundings) return known.facts;
		const facts = analyzeMapping(mapping, context);
		remembered.set(mapping, { surroundings, facts });
		return facts;
	};
	const written = spec.mappings.map(analyze);
	const made = patternMappings(remembered, spec, written, sourceLookup, targetLookup);
	const mappings = [...written, ...made.mappings.map(analyze)];
	const byName = new Map<string, MappingFacts>();
	for (const mapping of mappings) if (!byName.has(mapping.name)) byName.set(mapping.name, mapping);
	const sided = { source: sourceNames, target: targetNames, parameters };
	const overTarget = contextOf('target', sided);
	const queries = [
		...otherQueries(spec, sided),
		...written.flatMap(mapping => reconcileConditions(mapping, overTarget)),
		...phaseConditions(spec.strategy, name => byName.get(name), overTarget),
	];
	const pieces = [...views.map(view => view.piece), ...lookups.flatMap(lookup => lookup.piece ?? []), ...queries];
	return {
		identity: remembered,
		spec,
		connections,
		settings,
		isSet,
		stale,
		drift,
		source: sourceLookup,
		target: targetLookup,
		unreadable,
		sourceNames,
		targetNames,
		parameters,
		views,
		lookups,
		mappings,
		mapping: name => byName.get(name),
		queries,
		findings: [
			...spec.findings,
			...live,
			...(connections?.findings ?? []),
			...(settings?.findings ?? []),
			...made.findings,
			...spec.lookups.flatMap(fileLookupFindings),
			...spec.quality.flatMap(boundFindings),
			...pieces.flatMap(piece => piece.analysis.findings),
		],
	};
}

function lookupOf(catalog: Catalog, side: Side | undefined): CatalogLookup {
	return catalogLookup(catalog, searchPathOf(side, catalog.settings.searchPath));
}

interface SidedContext {
	readonly source: SqlNames;
	readonly target: SqlNames;
	readonly parameters: ReadonlyMap<string, string>;
}

function contextOf(side: 'source' | 'target', { source, target, parameters }: SidedContext): PieceContext {
	return { names: side === 'source' ? source : target, parameters };
}

/** Also makes the lookup usable as the table `lookup.NAME`. */
function lookupFacts(lookup: Spec['lookups'][number], own: Map<string, Relation>, context: SidedContext): LookupFacts {
	const { content } = lookup;
	const piece = content.kind === 'query' ? pieceOf(content.query, 'query', contextOf(content.on, context)) : undefined;
	const columns = lookupColumns(content, piece);
	const name = `lookup.${lookup.name.text}`;
	if (!own.has(name)) own.set(name, { name, kind: 'lookup', columns: columns?.map(column => ({ name: column, reads: [] })), always: [] });
	return { lookup, piece, columns };
}

function lookupColumns(content: Spec['lookups'][number]['content'], piece: SqlPiece | undefined): readonly string[] | undefined {
	switch (content.kind) {
		case 'inline':
			return ['key', 'value'];
		case 'file':
			return content.table?.header;
		case 'query':
			return piece?.analysis.output?.map(column => column.name);
	}
}

function viewRelation(name: string, piece: SqlPiece): Relation {
	const { output, always } = piece.analysis;
	return { name: `view ${name}`, kind: 'view', columns: output, always };
}

function otherQueries(spec: Spec, context: SidedContext): readonly SqlPiece[] {
	const pairs = spec.reconciliation.flatMap(pair => [
		...(pair.source ? [pieceOf(pair.source, 'query', contextOf('source', context))] : []),
		...(pair.target ? [pieceOf(pair.target, 'query', contextOf('target', context))] : []),
	]);
	const quality = spec.quality.flatMap(rule => {
		const sided = contextOf(rule.on ?? 'source', context);
		return rule.query ? [pieceOf(rule.query, 'query', sided)] : (qualityCondition(rule, sided) ?? []);
	});
	const acceptance = spec.acceptance.flatMap(test => (test.query ? [pieceOf(test.query, 'query', contextOf('target', context))] : []));
	return [...pairs, ...quality, ...acceptance];
}

const catalogNumbers = new WeakMap<Catalog, number>();
let catalogCount = 0;

function catalogNumber(catalog: Catalog | undefined): number {
	if (!catalog) return 0;
	const known = catalogNumbers.get(catalog);
	if (known !== undefined) return known;
	catalogNumbers.set(catalog, ++catalogCount);
	return catalogCount;
}

/** Everything outside a mapping that its facts depend on. Catalogs are replaced, never changed, so their identity serves. */
function surroundingsKey(spec: Spec, source: Catalog | undefined, target: Catalog | undefined): string {
	const texts = (all: readonly { readonly text: string }[]) => all.map(one => JSON.stringify(one.text)).join();
	return [
		catalogNumber(source),
		catalogNumber(target),
		texts(spec.source?.schemas ?? []),
		texts(spec.target?.schemas ?? []),
		spec.parameters.map(({ name, value }) => JSON.stringify([name.text, value.text, value.quoted])).join(),
		spec.views.map(({ name, query }) => JSON.stringify([name.text, query.text])).join(),
		spec.lookups.map(lookup => `${lookup.name.text}:${lookupShape(lookup)}`).join(),
		spec.ignore.target.map(({ pattern, reason }) => JSON.stringify([pattern.text, reason.text, pattern.span])).join(),
	].join(';');
}

/** Of a lookup only its columns can change what SQL over it means. */
function lookupShape({ content }: Spec['lookups'][number]): string {
	if (content.kind === 'query') return JSON.stringify(content.query.text);
	return content.kind === 'file' ? JSON.stringify(content.table?.header) : '';
}
