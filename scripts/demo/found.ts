/** Holds what a reconciliation found against the list of what was planted. Pure: reads a report as JSON, prints nothing. */

/** A list such as `database/defects.json`. */
export interface Planted {
	readonly mappings: Readonly<Record<string, PlantedCounts>>;
	readonly defects: readonly Defect[];
}

export interface PlantedCounts {
	readonly missing: number;
	readonly extra: number;
	readonly changed: number;
	/** Rows that cannot become target rows, by the column that refuses. */
	readonly rejected?: Readonly<Record<string, number>>;
}

export interface Defect {
	readonly mapping: string;
	readonly kind: 'missing' | 'extra' | 'changed';
	readonly count: number;
	/** Of changed rows. */
	readonly columns?: readonly string[];
	/** Absent when they are too many to list. */
	readonly keys?: readonly Key[];
	readonly what: string;
}

type Key = Readonly<Record<string, string | number | null>>;

/** The part of `crosswalk reconcile --format json` that is read here. */
export interface FoundReport {
	readonly checks: readonly FoundCheck[];
}

interface FoundCheck {
	readonly mapping?: string;
	readonly group?: readonly string[];
	readonly check: string;
	readonly differences?: { readonly missing: number; readonly extra: number; readonly changed: number; readonly rejected: number };
	readonly rows?: readonly FoundRow[];
}

export interface FoundRow {
	readonly kind: string;
	readonly key: Key;
	readonly columns?: readonly { readonly name: string }[];
}

export interface Comparison {
	/** Each defect with the number of its rows that were found. */
	readonly defects: readonly { readonly defect: Defect; readonly found: number }[];
	readonly rejected: readonly { readonly mapping: string; readonly column: string; readonly expected: number; readonly found: number }[];
	/** Differences that nobody planted, as sentences; empty when the list explains everything. */
	readonly unexplained: readonly string[];
}

export function compareFound(report: FoundReport, planted: Planted): Comparison {
	const checkOf = (mapping: string) =>
		report.checks.find(one => one.check === 'rows' && (one.mapping === mapping || one.group?.includes(mapping)));
	return {
		defects: planted.defects.map(defect => ({ defect, found: foundOf(defect, checkOf(defect.mapping)?.rows ?? [], planted) })),
		rejected: Object.entries(planted.mappings).flatMap(([mapping, { rejected = {} }]) =>
			Object.entries(rejected).map(([column, expected]) => ({
				mapping,
				column,
				expected,
				found: (checkOf(mapping)?.rows ?? []).filter(row => row.kind === 'rejected' && changes(row, [column])).length,
			})),
		),
		unexplained: Object.entries(planted.mappings).flatMap(([mapping, counts]) => unexplained(mapping, counts, checkOf(mapping))),
	};
}

export function isComplete({ defects, rejected, unexplained }: Comparison): boolean {
	return (
		unexplained.length === 0 &&
		defects.every(({ defect, found }) => found === defect.count) &&
		rejected.every(({ expected, found }) => found === expected)
	);
}

/** A defect with keys is found row by row; one without keys has what no key explains. */
function foundOf(defect: Defect, rows: readonly FoundRow[], { defects }: Planted): number {
	const alike = rows.filter(row => row.kind === defect.kind && (defect.columns === undefined || changes(row, defect.columns)));
	if (defect.keys) return defect.keys.filter(key => alike.some(row => hasKey(row, key))).length;
	const keys = defects.filter(one => one.mapping === defect.mapping && one.kind === defect.kind).flatMap(one => one.keys ?? []);
	return alike.filter(row => !keys.some(key => hasKey(row, key))).length;
}

function changes(row: FoundRow, columns: readonly string[]): boolean {
	return row.columns?.length === columns.length && columns.every(column => row.columns?.some(({ name }) => name === column));
}

function hasKey(row: FoundRow, key: Key): boolean {
	return Object.entries(key).every(([name, value]) => row.key[name] === value);
}

function unexplained(mapping: string, counts: PlantedCounts, check: FoundCheck | undefined): readonly string[] {
	if (!check?.differences) return [`${mapping}: its rows were not compared`];
	const { differences } = check;
	const rejected = Object.values(counts.rejected ?? {}).reduce((sum, count) => sum + count, 0);
	const expected = { missing: counts.missing, extra: counts.extra, changed: counts.changed, rejected };
	return (['missing', 'extra', 'changed', 'rejected'] as const)
		.filter(kind => differences[kind] !== expected[kind])
		.map(kind => `${mapping}: ${differences[kind]} ${kind}, and ${expected[kind]} were planted`);
}
