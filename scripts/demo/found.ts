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
	/** Keys that stand for several rows. */
	readonly duplicate?: number;
	/** Rows that cannot become target rows, by the column that refuses. */
	readonly rejected?: Readonly<Record<string, number>>;
}

export interface Defect {
	readonly mapping: string;
	readonly kind: 'missing' | 'extra' | 'changed' | 'duplicate';
	readonly count: number;
	/** Of changed rows. */
	readonly columns?: readonly string[];
	/** Absent when they are too many to list. */
	readonly keys?: readonly Key[];
	readonly what: string;
}

type Key = Readonly<Record<string, string | number | null>>;

const kinds = ['missing', 'extra', 'changed', 'duplicate', 'rejected'] as const;

/** The part of `crosswalk reconcile --format json` that is read here. */
export interface FoundReport {
	readonly checks: readonly FoundCheck[];
}

interface FoundCheck {
	readonly mapping?: string;
	readonly group?: readonly string[];
	readonly check: string;
	readonly differences?: Readonly<Record<(typeof kinds)[number], number>>;
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
		unexplained: [
			...new Set(
				Object.keys(planted.mappings).flatMap(mapping => {
					const check = checkOf(mapping);
					return check ? unexplained(check, planted) : [`${mapping}: its rows were not compared`];
				}),
			),
		],
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

/** A lookup by several columns is compared column by column: `address_id.owner_code`. */
function changes(row: FoundRow, columns: readonly string[]): boolean {
	const changed = new Set(row.columns?.map(({ name }) => name.split('.')[0]));
	return changed.size === columns.length && columns.every(column => changed.has(column));
}

function hasKey(row: FoundRow, key: Key): boolean {
	return Object.entries(key).every(([name, value]) => row.key[name] === value);
}

function unexplained(check: FoundCheck, { mappings }: Planted): readonly string[] {
	if (!check.differences) return [`${nameOf(check)}: its rows were not compared`];
	const { differences } = check;
	const members = (check.group ?? [check.mapping ?? '']).flatMap(name => mappings[name] ?? []);
	return kinds.flatMap(kind => {
		const expected = members.reduce((sum, member) => sum + expectedOf(member, kind), 0);
		return differences[kind] === expected ? [] : [`${nameOf(check)}: ${differences[kind]} ${kind}, and ${expected} were planted`];
	});
}

function nameOf({ group, mapping }: FoundCheck): string {
	return (group ?? [mapping]).join(' + ');
}

function expectedOf(counts: PlantedCounts, kind: (typeof kinds)[number]): number {
	if (kind === 'rejected') return Object.values(counts.rejected ?? {}).reduce((sum, count) => sum + count, 0);
	return counts[kind] ?? 0;
}
