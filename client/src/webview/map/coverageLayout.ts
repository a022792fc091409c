/** Where everything of the drawing of a spec's coverage stands: lines of the same height on both sides, and the curves between them. */

import type { CoverageLink, CoverageMap, CoverageMapColumn, CoverageMapTable } from '../../../../server/src/core/report/coverageMap';

export type CoverageSide = 'source' | 'target';

export interface CoverageOptions {
	readonly search: string;
	readonly onlyUndecided: boolean;
	/** `side:schema.table`. */
	readonly openTables: ReadonlySet<string>;
	/** Only what it reads and fills. */
	readonly mapping?: string;
}

/** A table, or a column of an open one. */
export interface CoverageLine {
	readonly side: CoverageSide;
	readonly table: CoverageMapTable;
	readonly column?: CoverageMapColumn;
	readonly isOpen?: boolean;
}

export interface CoverageCurve {
	readonly mapping: string;
	/** Numbers of lines. */
	readonly source: number;
	readonly target: number;
	/** Between columns; else between tables. */
	readonly link?: CoverageLink;
}

export interface CoverageLayout {
	readonly source: readonly CoverageLine[];
	readonly target: readonly CoverageLine[];
	readonly curves: readonly CoverageCurve[];
}

/** More curves than this are a black field: those between tables are left then. */
const mostCurves = 3000;

export function coverageLayout(map: CoverageMap, options: CoverageOptions): CoverageLayout {
	const isFound = foundBy(map, options);
	const source = linesOf('source', map.source ?? [], options, isFound);
	const target = linesOf('target', map.target ?? [], options, isFound);
	return { source, target, curves: curvesOf(map, source, target) };
}

type IsFound = (side: CoverageSide, table: CoverageMapTable, column?: CoverageMapColumn) => boolean;

function foundBy({ links }: CoverageMap, { search, onlyUndecided, mapping }: CoverageOptions): IsFound {
	const wanted = search.trim().toLowerCase();
	const linked = linkedNames(links, wanted);
	return (side, table, column) => {
		if (mapping !== undefined && !table.mappings.includes(mapping)) return false;
		if (onlyUndecided) {
			const isOpen = (one: CoverageMapColumn) => one.state === 'unmapped' && table.state !== 'ignored';
			if (column ? !isOpen(column) : table.state !== 'unmapped' && !table.columns.some(isOpen)) return false;
		}
		if (wanted === '') return true;
		const text = column
			? `${table.name}.${column.name} ${column.reason ?? ''}`
			: `${table.name} ${table.reason ?? ''} ${table.mappings.join(' ')}`;
		if (text.toLowerCase().includes(wanted)) return true;
		return linked.has(column ? `${side}:${table.name}.${column.name}` : `${side}:${table.name}`);
	};
}

/** Whatever a column that is found is made of is shown, too, on the other side. */
function linkedNames(links: readonly CoverageLink[], wanted: string): ReadonlySet<string> {
	const names = new Set<string>();
	if (wanted === '') return names;
	for (const { target, sources, how } of links) {
		const ends = [{ side: 'target', ...target }, ...sources.map(one => ({ side: 'source', ...one }))];
		const isFound =
			how.toLowerCase().includes(wanted) || ends.some(({ table, column }) => `${table}.${column}`.toLowerCase().includes(wanted));
		if (!isFound) continue;
		for (const { side, table, column } of ends) {
			names.add(`${side}:${table}`);
			names.add(`${side}:${table}.${column}`);
		}
	}
	return names;
}

function linesOf(
	side: CoverageSide,
	tables: readonly CoverageMapTable[],
	options: CoverageOptions,
	isFound: IsFound,
): readonly CoverageLine[] {
	const isSearched = options.search.trim() !== '' || options.onlyUndecided;
	return tables.flatMap((table): readonly CoverageLine[] => {
		const columns = table.columns.filter(column => isFound(side, table, column));
		if (!isFound(side, table) && columns.length === 0) return [];
		const isOpen =
			options.openTables.has(`${side}:${table.name}`) ||
			(isSearched && columns.length > 0 && columns.length < 200) ||
			options.mapping !== undefined;
		const shown = isOpen ? [...(isSearched ? columns : table.columns)].sort((one, other) => urgency(one) - urgency(other)) : [];
		return [{ side, table, isOpen }, ...shown.map(column => ({ side, table, column }))];
	});
}

/** What asks for a decision comes first; the rest stays in the order of the table. */
function urgency({ state, isRequired }: CoverageMapColumn): number {
	if (isRequired) return 0;
	return state === 'unmapped' ? 1 : 2;
}

function curvesOf(
	{ links, target: targets = [] }: CoverageMap,
	source: readonly CoverageLine[],
	target: readonly CoverageLine[],
): readonly CoverageCurve[] {
	const numbers = (lines: readonly CoverageLine[]) =>
		new Map(lines.map(({ table, column }, index) => [column ? `${table.name}.${column.name}` : table.name, index]));
	const [sources, fills] = [numbers(source), numbers(target)];
	const known = new Set(targets.map(({ name }) => name));
	const curves = new Map<string, CoverageCurve>();
	for (const link of links) {
		if (!known.has(link.target.table)) continue;
		const end = fills.get(`${link.target.table}.${link.target.column}`) ?? fills.get(link.target.table);
		if (end === undefined) continue;
		for (const one of link.sources) {
			const start = sources.get(`${one.table}.${one.column}`) ?? sources.get(one.table);
			if (start === undefined) continue;
			const isBetweenColumns = source[start]?.column !== undefined || target[end]?.column !== undefined;
			const name = `${start} ${end}`;
			if (!curves.has(name)) curves.set(name, { mapping: link.mapping, source: start, target: end, ...(isBetweenColumns ? { link } : {}) });
		}
	}
	const all = [...curves.values()];
	return all.length > mostCurves ? all.filter(({ link }) => link === undefined).slice(0, mostCurves) : all;
}

export function curvePath(source: number, target: number, width: number, lineHeight: number): string {
	const [top, end] = [(source + 0.5) * lineHeight, (target + 0.5) * lineHeight];
	return `M0 ${top} C${width / 2} ${top} ${width / 2} ${end} ${width} ${end}`;
}
