/**
 * How much work each mapping is, by a table of points (docs/plan.md): every reason is told with its points, so that a team can argue with
 * it. Looks at the spec and the catalogs only; what data quality adds is handed in.
 */

import { oncePer } from '../base/memo';
import type { MappingFacts, SqlPiece } from '../mapping/facts';
import { tiesOf } from '../mapping/ties';

export type Grade = 'A' | 'B' | 'C' | 'D';

/** One line of the points table. */
export interface PointRule {
	readonly what: string;
	/** For one of it. */
	readonly points: number;
	count(mapping: MappingFacts): number;
}

export interface Reason {
	readonly what: string;
	readonly count: number;
	readonly points: number;
}

export interface Complexity {
	readonly mapping: string;
	readonly points: number;
	readonly grade: Grade;
	/** The heaviest first. */
	readonly reasons: readonly Reason[];
}

/** What data quality adds to a mapping. */
export interface QualityFindings {
	/** Problems that are errors or warnings. */
	readonly problems: number;
	/** Checks whose newest result differs. */
	readonly differing: number;
}

/** What each thing costs. The words stand in docs/plan.md, too. */
export const pointRules: readonly PointRule[] = [
	{ what: 'a mapping', points: 1, count: () => 1 },
	{ what: 'further table', points: 1, count: mapping => Math.max(0, mapping.items.length - 1) },
	{ what: 'grouping', points: 2, count: ({ groupBy }) => (groupBy ? 1 : 0) },
	{ what: 'filter', points: 0.5, count: ({ where, rowIgnores }) => (where ? 1 : 0) + rowIgnores.length },
	{ what: 'expression', points: 0.5, count: expressions },
	{ what: 'transform step', points: 0.25, count: mapping => written(mapping).reduce((sum, column) => sum + column.transforms.length, 0) },
	{ what: 'value map', points: 0.5, count: mapping => written(mapping).filter(column => column.map).length },
	{ what: 'lookup', points: 1, count: mapping => mapping.columns.filter(({ origin }) => origin?.kind === 'lookup').length },
	{ what: 'change of type', points: 0.25, count: typeChanges },
	{ what: 'constraint of the target', points: 0.25, count: constraints },
	{ what: 'no high water', points: 0.5, count: ({ mapping }) => (mapping.highWater || mapping.madeBy ? 0 : 1) },
];

/** A problem in the spec and a check that differs: somebody has to look into each. */
export const qualityPoints = { problem: 0.5, differing: 1 } as const;

/** Up to so many points a mapping is of that grade. */
export const grades: readonly { readonly grade: Grade; readonly most: number; readonly words: string }[] = [
	{ grade: 'A', most: 4, words: 'simple' },
	{ grade: 'B', most: 10, words: 'moderate' },
	{ grade: 'C', most: 20, words: 'complex' },
	{ grade: 'D', most: Number.POSITIVE_INFINITY, words: 'very complex' },
];

export function complexityOf(mapping: MappingFacts, found?: QualityFindings): Complexity {
	const reasons = [...reasonsOf(mapping), ...ofQuality(found)].filter(({ count }) => count > 0);
	const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
	return { mapping: mapping.name, points, grade: gradeOf(points), reasons: [...reasons].sort((one, other) => other.points - one.points) };
}

export function gradeOf(points: number): Grade {
	return grades.find(({ most }) => points <= most)?.grade ?? 'D';
}

/** `complex` of grade C. */
export function gradeWords(grade: Grade): string {
	return grades.find(one => one.grade === grade)?.words ?? '';
}

/** A mapping outlives many facts. */
const reasonsOf = oncePer((mapping: MappingFacts): readonly Reason[] =>
	pointRules.map(({ what, points, count }) => {
		const times = count(mapping);
		return { what, count: times, points: times * points };
	}),
);

function ofQuality(found: QualityFindings | undefined): readonly Reason[] {
	if (!found) return [];
	return [
		{ what: 'problem in the spec', count: found.problems, points: found.problems * qualityPoints.problem },
		{ what: 'check that differs', count: found.differing, points: found.differing * qualityPoints.differing },
	];
}

function written(mapping: MappingFacts) {
	return mapping.columns.flatMap(column => column.written ?? []);
}

/** Plain columns are none. */
function expressions({ columns }: MappingFacts): number {
	return columns.filter(({ origin }) => origin?.kind === 'sql' && !origin.piece.analysis.plainColumn).length;
}

/** Of columns that are taken as they are. */
function typeChanges({ columns }: MappingFacts): number {
	return columns.filter(({ column, origin }) => {
		const type = origin?.kind === 'copy' ? origin.type : origin?.kind === 'sql' ? plainType(origin.piece) : undefined;
		return column !== undefined && type !== undefined && type !== column.type;
	}).length;
}

function plainType({ analysis }: SqlPiece): string | undefined {
	return analysis.plainColumn && analysis.value?.type;
}

/** Foreign keys of filled columns, and checks: what the target may refuse a row for. */
function constraints(mapping: MappingFacts): number {
	const { foreignKeys } = tiesOf(mapping);
	const filled = foreignKeys.filter(({ key }) => key.columns.some(column => mapping.column(column)));
	return filled.length + (mapping.table?.checks.length ?? 0);
}
