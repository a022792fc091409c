/**
 * How much each mapping moves: rows and bytes, counted by a run or estimated by the catalog, and what is added per day. Asks no database.
 */

import { oncePer } from '../base/memo';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { tiesOf } from '../mapping/ties';
import type { CheckResult } from '../reconcile/result';
import { planOf } from './plan';

export interface Volume {
	readonly mapping: string;
	/** The first table that it reads. */
	readonly table?: string;
	/** Undefined when nobody knows. An estimate is of the whole table, whatever the mapping leaves out of it. */
	readonly rows?: number;
	readonly bytes?: number;
	readonly rowsFrom?: 'run' | 'catalog';
	readonly growthPerDay?: number;
}

export interface Volumes {
	/** One for each mapping, in the order of the spec. */
	readonly mappings: readonly Volume[];
	/** Of a name that stands twice, the first. */
	of(mapping: string): Volume | undefined;
	readonly rows: number;
	readonly bytes: number;
	readonly growthPerDay: number;
	/** Mappings of which nobody knows the rows. */
	readonly unknown: readonly string[];
}

/** `results`: the newest of each check. */
export function volumesOf(facts: SpecFacts, results: readonly CheckResult[] = []): Volumes {
	return results.length === 0 ? fromCatalog(facts) : makeVolumes(facts, results);
}

const fromCatalog = oncePer((facts: SpecFacts) => makeVolumes(facts, []));

function makeVolumes(facts: SpecFacts, results: readonly CheckResult[]): Volumes {
	const counted = countedRows(results);
	const growth = new Map(planOf(facts.spec).scope.growthPerDay.map(({ mapping, rows }) => [mapping.text, rows]));
	const mappings = facts.mappings.map(mapping => volumeOf(mapping, facts, counted.get(mapping.name), growth.get(mapping.name)));
	const byName = new Map<string, Volume>();
	for (const volume of mappings) if (!byName.has(volume.mapping)) byName.set(volume.mapping, volume);
	const sum = (amount: (volume: Volume) => number | undefined) => mappings.reduce((all, volume) => all + (amount(volume) ?? 0), 0);
	return {
		mappings,
		of: name => byName.get(name),
		rows: sum(volume => volume.rows),
		bytes: sum(volume => volume.bytes),
		growthPerDay: sum(volume => volume.growthPerDay),
		unknown: mappings.filter(({ rows }) => rows === undefined).map(({ mapping }) => mapping),
	};
}

function volumeOf(mapping: MappingFacts, { source }: SpecFacts, counted: number | undefined, growthPerDay: number | undefined): Volume {
	const name = firstTableOf(mapping);
	const table = name === undefined ? undefined : source?.tables.get(name);
	const rows = counted ?? table?.estimatedRows;
	const share = table?.estimatedRows && rows !== undefined ? rows / table.estimatedRows : 1;
	return {
		mapping: mapping.name,
		...(name === undefined ? {} : { table: name }),
		...(rows === undefined ? {} : { rows, rowsFrom: counted === undefined ? 'catalog' : 'run' }),
		...(table?.bytes === undefined ? {} : { bytes: Math.round(table.bytes * share) }),
		...(growthPerDay === undefined ? {} : { growthPerDay }),
	};
}

/** The table of the source whose rows a mapping is counted by. */
export const firstTableOf = oncePer((mapping: MappingFacts): string | undefined => {
	const { named, behind } = tiesOf(mapping);
	return [...named, ...behind][0];
});

/** By mapping; a group's rows are not told apart. */
function countedRows(results: readonly CheckResult[]): ReadonlyMap<string, number> {
	const counted = new Map<string, number>();
	for (const { mapping, group = [], found } of results) {
		if (mapping === undefined || group.length > 1 || found?.kind !== 'count') continue;
		counted.set(mapping, found.source);
	}
	return counted;
}

/** Rows of one side that a second of verification compares, in the newest results that went to their end. Undefined without any to speak of. */
export function measuredVerification(results: readonly CheckResult[]): number | undefined {
	let rows = 0;
	let elapsedMs = 0;
	// Rows are counted along with their comparison, and whichever check comes first has the time of both.
	const countMs = new Map(results.map(({ mapping, check, elapsedMs: ms }) => [check === 'count' ? mapping : '', ms]));
	for (const { mapping = '', check, verdict, found, elapsedMs: ms } of results) {
		if (check !== 'rows' || found?.kind !== 'rows' || verdict === 'partial' || verdict === 'failed') continue;
		rows += Math.max(found.compared.source, found.compared.target);
		elapsedMs += ms + (mapping === '' ? 0 : (countMs.get(mapping) ?? 0));
	}
	// Of small tables the time is that of the questions, not of the rows.
	return rows >= 100_000 && elapsedMs > 0 ? (rows / elapsedMs) * 1000 : undefined;
}
