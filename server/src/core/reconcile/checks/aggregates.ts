/**
 * Checks of one aggregate of a column (`sum`, `min`, `max`, `avg`, `nulls`, `distinct`, `length`), of all rows (`checksum`), and `count`
 * beside them: what they ask of a server. All of one mapping share one statement a side, and so one scan; with `by` by GROUPING SETS. Values
 * come as exact text, so that neither floats nor collations make two right sides differ.
 */

import { ABOUT } from '../../mapping/compileOptions';
import type { SqlPiece } from '../../mapping/facts';
import type { CheckOption } from '../../spec/spec';
import { compose, inParentheses, type SqlText } from '../../sql/composed';
import { canonicalText } from '../../sql/dialects/canonicalText';
import { familyOf } from '../../sql/dialects/typeFamily';
import { quoteIdentifier, quoteLiteral } from '../../sql/quote';
import { md5Form } from '../narrow/hashForm';
import { type Hashing, hashOfRow, keyHash } from '../narrow/hashing';
import { type OverColumns, withExpressions } from '../overColumns';
import type { ComparedRelation, RelationColumn } from '../relation';
import { DANGLING } from '../rowLayout';
import type { SidedSql } from './count';

export type AggregateKind = Exclude<CheckOption['kind'], 'rows' | 'balance'>;

export interface AggregateCheck {
	/** Of the check. */
	readonly name: string;
	readonly kind: AggregateKind;
	/** Absent for `count` and `checksum`. */
	readonly column?: RelationColumn;
	/** What makes the groups, as the user wrote it, and as it can be run. */
	readonly by?: { readonly text: string; readonly piece: SqlPiece };
}

/** All of a mapping. */
export interface AggregateScan {
	readonly relation: ComparedRelation;
	readonly over: OverColumns;
	readonly checks: readonly AggregateCheck[];
	/** Whether both servers know numbers that are infinite (PostgreSQL 14). */
	readonly hasInfinity: boolean;
	/** How rows are hashed for a checksum, of `checksumRelation`; undefined: in the way that every server does. */
	readonly hashing?: Hashing;
}

/** All of a mapping, and those that are not run. */
export interface AskedAggregates {
	readonly scan: AggregateScan;
	/** Of checks that are not run, by name: why, as a sentence. */
	readonly notRun: ReadonlyMap<string, string>;
}

/** Groups beyond this many are no overview any more, and would fill our memory. */
export const MOST_GROUPS = 100_000;

/**
 * One statement a side. Its rows: which of `groupingsOf` the row is of, the group's value, then the values of all checks in their order, as
 * many of each as `valuesOf` says.
 */
export function aggregateQueries(scan: AggregateScan): SidedSql {
	return { source: aggregateSql(scan, 'source'), target: aggregateSql(scan, 'target') };
}

/** The groupings that are asked for: undefined is all rows in one group. Each once. */
export function groupingsOf(checks: readonly AggregateCheck[]): readonly (string | undefined)[] {
	return [...new Set(checks.map(check => check.by?.text))];
}

function aggregateSql({ relation, over, checks, hasInfinity, hashing }: AggregateScan, side: 'source' | 'target'): SqlText {
	const bys = new Map(checks.flatMap(({ by }) => (by ? [[by.text, by.piece] as const] : [])));
	const pieces = [...bys.values()].map((piece, index) => ({ name: `$by${index + 1}`, piece, column: plainColumnOf(piece, over) }));
	const expressions = pieces.filter(({ column }) => column === undefined);
	const rows = expressions.length === 0 ? relation[side] : withExpressions(relation[side], expressions, over);
	const refused = side === 'source' ? `\nwhere r.${quoteIdentifier(ABOUT.rejected)} is null` : '';
	const groups = pieces.map(({ name, column }, index) => {
		const value = `r.${quoteIdentifier(column?.name ?? name)}`;
		return `${column ? canonicalText(value, column.type) : textOfAnyType(value)} collate "C" as g${index + 1}`;
	});
	// A plain layer is merged with what is around it, so that several processes of a server may share the scan.
	const grouped = compose(['select r.*', ...groups.map(group => `, ${group}`), ' from ', inParentheses(rows), ` as r${refused}`]);
	const values = checks.flatMap(check => valuesOf(check, relation, side, hasInfinity, hashing));
	const names = pieces.map((_, index) => `g${index + 1}`);
	const sets = groupingsOf(checks).map(text => (text === undefined ? '()' : `(g${[...bys.keys()].indexOf(text) + 1})`));
	const which = groupingsOf(checks).map((text, index) => {
		const others = names.map((name, at) => `grouping(${name}) = ${text !== undefined && [...bys.keys()].indexOf(text) === at ? 0 : 1}`);
		return ` when ${others.join(' and ')} then ${index}`;
	});
	if (names.length === 0) return compose([`select 0, null, ${values.join(', ')} from `, inParentheses(grouped), ' as r']);
	const head = `select case${which.join('')} end, ${names.length === 1 ? names[0] : `coalesce(${names.join(', ')})`}, ${values.join(', ')} from `;
	return compose([head, inParentheses(grouped), ` as r group by grouping sets (${sets.join(', ')}) order by 1 limit ${MOST_GROUPS + 1}`]);
}

/** The compared column that is all of the user's SQL: its type is known, so that its text costs little. */
function plainColumnOf({ analysis: { plainColumn } }: SqlPiece, { columns }: OverColumns): RelationColumn | undefined {
	return plainColumn && columns.find(({ name, notCompared }) => name === plainColumn.column && notCompared === undefined);
}

/** Text that is the same on both servers, of a value whose type only they know. */
function textOfAnyType(value: string): string {
	const text = `case pg_typeof(${value})::text when 'numeric' then trim_scale(${value}::text::numeric)::text`;
	const floats = ` when 'double precision' then (${value}::text::double precision + 0)::text when 'real' then (${value}::text::real + '0'::real)::text`;
	return `(${text}${floats} when 'json' then ${value}::text::jsonb::text else ${value}::text end)`;
}

/** What a check reads of a group, as text. */
export function valuesOf(
	check: AggregateCheck,
	relation: ComparedRelation,
	side: 'source' | 'target',
	hasInfinity = true,
	hashing?: Hashing,
): readonly string[] {
	const { kind, column } = check;
	if (kind === 'count') return ['count(*)::text'];
	if (kind === 'checksum') return [`sum(${checksumHash(relation, side, hashing)})::text`];
	if (!column) return [];
	const value = `r.${quoteIdentifier(column.name)}`;
	switch (kind) {
		case 'sum':
		case 'avg': {
			const number = exactNumber(value, column.type, hasInfinity);
			const sum = familyOf(column.type) === 'interval' ? `sum(${value})::text` : `trim_scale(sum(${number})::numeric)::text`;
			return [sum, `count(${value})::text`, column.tolerance?.kind === 'percent' ? `sum(abs(${number}))::text` : 'null::text'];
		}
		case 'min':
		case 'max':
			return [extreme(kind, value, column.type)];
		case 'nulls':
			return [`count(*) filter (where ${value} is null${side === 'target' ? ` and ${isNotDangling(column)}` : ''})::text`];
		case 'distinct':
			return [`count(distinct ${distinctValue(value, column.type)})::text`];
		case 'length':
			return [`sum(${column.type === 'bytea' ? 'octet_length' : 'char_length'}(${value}))::text`];
	}
}

/** A float is summed as the number that its shortest text says, as sums of floats depend on the order of the rows. */
function exactNumber(value: string, type: string, hasInfinity: boolean): string {
	if (familyOf(type) !== 'float') return value;
	const text = hasInfinity ? `${value}::text` : `(case when ${value} in ('Infinity', '-Infinity') then 'NaN' else ${value}::text end)`;
	return `${text}::numeric`;
}

const ordered = new Set(['integer', 'numeric', 'float', 'date', 'timestamp', 'timestamptz', 'time', 'timetz']);

/** Text by its bytes: two servers may order it differently. */
function extreme(kind: 'min' | 'max', value: string, type: string): string {
	const family = familyOf(type);
	if (ordered.has(family)) return canonicalText(`${kind}(${value})`, type);
	// Equal intervals may be written in several ways; justified they are one.
	if (family === 'interval') return `justify_interval(${kind}(${value}))::text`;
	return `${kind}(${canonicalText(value, type)} collate "C")`;
}

function distinctValue(value: string, type: string): string {
	return ordered.has(familyOf(type)) || familyOf(type) === 'boolean' ? value : `${canonicalText(value, type)} collate "C"`;
}

/** A foreign key that leads nowhere reads as NULL, and is none. */
function isNotDangling(column: RelationColumn): string {
	const dangling = `r.${quoteIdentifier(DANGLING)}`;
	return `(${dangling} is null or not ${dangling}::jsonb ? ${quoteLiteral(column.column ?? column.name)})`;
}

/** The columns that a checksum is of; of the others it cannot say anything. */
export function isInChecksum({ notCompared, excepted, tolerance }: RelationColumn): boolean {
	return notCompared === undefined && !excepted && tolerance === undefined;
}

/** What a checksum is of: rows without a key. */
export function checksumRelation(relation: ComparedRelation): ComparedRelation {
	return { ...relation, hasKey: false, columns: relation.columns.filter(isInChecksum) };
}

/** 60 bits of the hash of a row: by the servers' own functions, or of its canonical text, which every server and version hashes alike. */
function checksumHash(relation: ComparedRelation, side: 'source' | 'target', hashing: Hashing = everyServers): string {
	const rows = checksumRelation(relation);
	return `(${hashOfRow(rows, side, hashing, keyHash(rows, side, hashing))} & ${2n ** 60n - 1n})`;
}

const everyServers: Hashing = { form: md5Form, plain: new Set() };
