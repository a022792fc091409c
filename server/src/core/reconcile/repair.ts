/**
 * Writes down the statements that would make the target equal to the source where a reconciliation found them different. They are text for
 * a person to read, change and run; Crosswalk never runs them. What only a person can decide (duplicates, rejected rows) is a comment.
 */

import { comparisonGroup, planColumns } from '../mapping/compileComparison';
import type { PlannedColumn } from '../mapping/compileOptions';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { loadOrder } from '../mapping/loadOrder';
import { quoteIdentifier, quoteName } from '../sql/quote';
import { type RepairColumn, repairColumns } from './repairColumns';
import type { CheckResult, NamedValue, RowDifference, RowsFound } from './result';

export interface Repair {
	/** Comments, updates and inserts, then deletes; a line each. */
	readonly sql: string;
	/** Statements. */
	readonly statements: number;
	/** Differences that no statement mends, and those that were counted and not kept. */
	readonly left: number;
}

interface Part {
	readonly deletes: readonly string[];
	readonly writes: readonly string[];
	readonly comments: readonly string[];
	readonly left: number;
}

export function compileRepair(facts: SpecFacts, checks: readonly CheckResult[]): Repair {
	const order = loadOrder(facts).steps.flat();
	const place = ({ mapping = '' }: CheckResult) => order.indexOf(mapping);
	const parts = checks
		.filter(check => check.check === 'rows' && check.found?.kind === 'rows' && check.mapping !== undefined)
		.sort((one, other) => place(one) - place(other))
		.flatMap(check => {
			const mapping = facts.mapping(check.mapping ?? '');
			return mapping && check.found?.kind === 'rows' ? [partOf(facts, mapping, check.found)] : [];
		});
	// Parents come before their children, and go after them, when nothing refers to them any more.
	const writes = parts.flatMap(part => part.writes);
	const deletes = [...parts].reverse().flatMap(part => part.deletes);
	const comments = parts.flatMap(part => part.comments);
	return {
		sql: [...comments, ...writes, ...deletes].map(text => `${text}\n`).join(''),
		statements: deletes.length + writes.length,
		left: parts.reduce((sum, part) => sum + part.left, 0),
	};
}

function partOf(facts: SpecFacts, mapping: MappingFacts, found: RowsFound): Part {
	const group = comparisonGroup(facts, mapping);
	const planned = planColumns(facts, group);
	const columns = repairColumns(planned);
	const table = tableOf(mapping);
	const keyless = mapping.key.kind !== 'columns';
	const rows = found.rows.filter(row => !row.accepted);
	const deletes: string[] = [];
	const updates: string[] = [];
	const inserts: string[] = [];
	for (const row of rows) {
		if (row.kind === 'extra')
			deletes.push(keyless ? deleteSome(table, columns, row) : `delete from ${table} t where ${conditionOf(columns, row.key)};`);
		if (row.kind === 'changed') updates.push(updateOf(table, columns, row));
		if (row.kind === 'missing') inserts.push(insertOf(mapping, table, columns, row));
	}
	const { missing, extra, changed, duplicate, rejected } = found.differences;
	const written = rows.reduce((sum, row) => sum + rowsOf(row), 0);
	const all = missing + extra + changed;
	return {
		deletes,
		// What an update gives up an insert may need.
		writes: [...updates, ...inserts],
		comments: commentsOf(mapping, planned, found, all - written),
		left: all - written + duplicate + rejected,
	};
}

function rowsOf(row: RowDifference): number {
	if (row.kind === 'changed') return 1;
	return row.kind === 'missing' || row.kind === 'extra' ? (row.rows ?? 1) : 0;
}

function tableOf({ table, mapping }: MappingFacts): string {
	return table ? quoteName(table.schema, table.name) : quoteIdentifier(mapping.target?.text ?? 'unknown');
}

function deleteSome(table: string, columns: readonly RepairColumn[], row: RowDifference & { readonly rows?: number }): string {
	const some = `select ctid from ${table} t where ${conditionOf(columns, row.key)} limit ${row.rows ?? 1}`;
	return `delete from ${table} where ctid in (${some});`;
}

function updateOf(table: string, columns: readonly RepairColumn[], row: RowDifference & { readonly kind: 'changed' }): string {
	const changed = new Set(row.columns.map(({ name }) => name));
	const values = valuesOf([...(row.sourceRow ?? row.columns.map(({ name, source }) => ({ name, value: source })))]);
	const set = columns
		.filter(column => column.cells.some(cell => changed.has(cell)))
		.map(column => `${quoteIdentifier(column.name)} = ${column.value(values)}`);
	return `update ${table} t set ${set.join(', ')} where ${conditionOf(columns, row.key)};`;
}

function insertOf(
	{ table }: MappingFacts,
	name: string,
	columns: readonly RepairColumn[],
	row: RowDifference & { readonly kind: 'missing' | 'extra' },
): string {
	const values = valuesOf([...row.key, ...(row.sourceRow ?? [])]);
	const filled = columns.filter(column => column.cells.every(cell => values.has(cell)));
	const names = filled.map(column => quoteIdentifier(column.name)).join(', ');
	const always = filled.some(column => table?.columns.find(one => one.name === column.name)?.identity === 'always');
	const items = filled.map(column => column.value(values)).join(', ');
	const source = row.rows === undefined ? `values (${items})` : `select ${items} from generate_series(1, ${row.rows})`;
	return `insert into ${name} (${names})${always ? ' overriding system value' : ''} ${source};`;
}

type Values = ReadonlyMap<string, NamedValue['value']>;

function valuesOf(values: readonly NamedValue[]): Values {
	return new Map(values.map(({ name, value }) => [name, value]));
}

/** Which rows of the target have the key. */
function conditionOf(columns: readonly RepairColumn[], key: readonly NamedValue[]): string {
	const values = valuesOf(key);
	return columns
		.filter(column => column.cells.every(cell => values.has(cell)))
		.map(column => column.condition(values))
		.join(' and ');
}

function commentsOf(mapping: MappingFacts, planned: readonly PlannedColumn[], found: RowsFound, unkept: number): readonly string[] {
	const lines: string[] = [];
	const say = (text: string) => lines.push(`-- ${oneLine(`${mapping.name}: ${text}`)}`);
	for (const { name, notCompared } of planned) if (notCompared !== undefined) say(`"${name}" is not written: ${notCompared}`);
	for (const { text } of mapping.mapping.reconcile?.except ?? []) say(`"${text}" is not compared, and not written`);
	const { duplicate, rejected } = found.differences;
	if (duplicate > 0) say(`${duplicate} keys stand for several rows; which of them is right is for you to decide`);
	if (rejected > 0) say(`${rejected} rows of the source are rejected: mend them there, or in the mapping`);
	if (unkept > 0) say(`${unkept} more rows differ than were kept; run again with a larger --max-differences`);
	return lines;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ');
}
