/** Coverage in numbers: the shape that `crosswalk coverage` prints. */

import { fullName } from '../catalog/lookup';
import type { Coverage, SourceColumnCoverage, TableCoverage, TargetColumnCoverage } from '../mapping/coverage';

export interface CoverageReport {
	readonly format: 1;
	readonly spec: string;
	readonly mappings: readonly MappingNumbers[];
	/** Absent without the side's catalog. */
	readonly source?: { readonly tables: TableNumbers; readonly columns: SourceNumbers };
	readonly target?: { readonly tables: TableNumbers; readonly columns: TargetNumbers };
	/** In percent, to one decimal; absent without the side's catalog. */
	readonly summary: { readonly sourcePercent?: number; readonly targetPercent?: number };
}

export interface MappingNumbers {
	readonly name: string;
	readonly sources: readonly string[];
	readonly target: string;
	readonly targetColumns: TargetNumbers;
}

export interface TableNumbers {
	readonly total: number;
	readonly mapped: number;
	readonly ignored: number;
	readonly unmapped: readonly string[];
}

export interface SourceNumbers {
	readonly total: number;
	readonly used: number;
	readonly ignored: number;
	readonly unmapped: readonly string[];
}

export interface TargetNumbers {
	readonly total: number;
	readonly mapped: number;
	readonly generated: number;
	readonly ignored: number;
	readonly unmapped: readonly string[];
	readonly requiredUnmapped: readonly string[];
}

export function coverageReport(spec: string, { mappings, source, target }: Coverage): CoverageReport {
	const sourceNumbers = source && { tables: tableNumbers(source.tables), columns: sourceColumns(source.tables) };
	const targetNumbers = target && { tables: tableNumbers(target.tables), columns: targetTables(target.tables) };
	return {
		format: 1,
		spec,
		mappings: mappings.map(({ mapping, sources, columns }) => ({
			name: mapping.name,
			sources,
			target: mapping.table ? fullName(mapping.table) : (mapping.mapping.target?.text ?? ''),
			targetColumns: targetNumbersOf(columns, name => name),
		})),
		source: sourceNumbers,
		target: targetNumbers,
		summary: {
			sourcePercent: sourceNumbers && percent(sourceNumbers.columns),
			targetPercent: targetNumbers && percent(targetNumbers.columns),
		},
	};
}

/** (total − unmapped) / total, rounded down, so that only what is whole shows as 100. */
function percent({ total, unmapped }: { readonly total: number; readonly unmapped: readonly string[] }): number {
	return total === 0 ? 100 : Math.floor(((total - unmapped.length) / total) * 1000) / 10;
}

function tableNumbers(tables: readonly TableCoverage<unknown>[]): TableNumbers {
	const names = (state: string) => tables.filter(table => table.state === state).map(({ table }) => fullName(table));
	return { total: tables.length, mapped: names('mapped').length, ignored: names('ignored').length, unmapped: names('unmapped') };
}

function sourceColumns(tables: readonly TableCoverage<SourceColumnCoverage>[]): SourceNumbers {
	const all = tables.flatMap(({ table, columns }) => columns.map(column => ({ ...column, full: `${fullName(table)}.${column.name}` })));
	const names = (state: string) => all.filter(column => column.state === state).map(column => column.full);
	return { total: all.length, used: names('used').length, ignored: names('ignored').length, unmapped: names('unmapped') };
}

function targetTables(tables: readonly TableCoverage<TargetColumnCoverage>[]): TargetNumbers {
	const parts = tables.map(({ table, columns }) => targetNumbersOf(columns, name => `${fullName(table)}.${name}`));
	const sum = (number: (part: TargetNumbers) => number) => parts.reduce((total, part) => total + number(part), 0);
	return {
		total: sum(part => part.total),
		mapped: sum(part => part.mapped),
		generated: sum(part => part.generated),
		ignored: sum(part => part.ignored),
		unmapped: parts.flatMap(part => part.unmapped),
		requiredUnmapped: parts.flatMap(part => part.requiredUnmapped),
	};
}

function targetNumbersOf(columns: readonly TargetColumnCoverage[], shown: (name: string) => string): TargetNumbers {
	const names = (state: string) => columns.filter(column => column.state === state).map(column => shown(column.name));
	return {
		total: columns.length,
		mapped: names('mapped').length,
		generated: names('generated').length,
		ignored: names('ignored').length,
		unmapped: names('unmapped'),
		requiredUnmapped: columns.filter(column => column.requiredUnmapped).map(column => shown(column.name)),
	};
}
