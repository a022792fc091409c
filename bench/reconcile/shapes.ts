/**
 * What is compared, once for each kind of key and of mapping: the lines of the spec, and beside them the limit: the sum of a safe hash of
 * every row, that a server can do at best. The hashes see the same values as the comparison does. One limit is of PostgreSQL's hash of a
 * record, written by hand; the other is of the hash that Crosswalk makes.
 */

import { type HashForm, hashAlone, hashItem, rowHash } from '../../server/src/core/sql/dialects/rowHash';
import { columnNames } from './data';
import type { Side } from './servers';

export interface Shape {
	readonly name: string;
	/** The lines of a mapping, indented by its two levels. */
	readonly mapping: string;
	readonly limit: Limit;
	readonly ownLimit: Limit;
}

type Limit = Readonly<Record<Side, string>>;

const form: HashForm = { kind: 'native', version: 180000, recoded: false };

/** Of the columns of `orders`, as Crosswalk sees them: integers of 32 bits and numerics of one scale on both sides are `isPlain`. */
const types: Readonly<Record<string, string>> = {
	id: 'bigint',
	customer_id: 'integer',
	line: 'integer',
	code: 'text',
	status: 'character varying(10)',
	amount: 'numeric(12,2)',
	created_at: 'timestamp with time zone',
	due: 'date',
	active: 'boolean',
	uid: 'uuid',
	attrs: 'jsonb',
	note: 'text',
};

function itemOf(name: string, expression = name, type = types[name] ?? 'text') {
	return hashItem(expression, type, form, type === 'integer' || type.startsWith('numeric('));
}

/** Of columns of `orders`. */
function ownHash(names: readonly string[], key: string): string {
	const items = names.map(name => itemOf(name));
	return rowHash(items, key, form);
}

/** Types whose native hash does not see every bit of the value are hashed as the bytes that the server would send. */
const hashed: Readonly<Record<string, string>> = {
	amount: 'numeric_send(amount)',
	created_at: 'timestamptz_send(created_at)',
	attrs: 'attrs::text',
};

const plainColumns = columnNames.map(name => `${name}: o.${name}`).join(', ');

export const byId = plainShape('integer', 'id', 'id', 'id');
export const textKey = plainShape('text', 'code', 'hashtextextended(code, 0)', hashAlone(itemOf('code')));
export const keyShapes: readonly Shape[] = [
	plainShape('composite', 'customer_id, line', 'hash_record_extended(row(customer_id, line), 0)', ownHash(['customer_id', 'line'], '0')),
	textKey,
	plainShape('uuid', 'uid', 'uuid_hash_extended(uid, 0)', hashAlone(itemOf('uid'))),
	plainShape('skewed integer', 'id', 'id', 'id', 'skewed'),
	withoutKey(),
];

function plainShape(name: string, key: string, seed: string, ownSeed = seed, table = 'orders'): Shape {
	const columns = columnNames.filter(column => !key.split(', ').includes(column));
	const record = columns.map(column => hashed[column] ?? column).join(', ');
	return {
		name,
		mapping: mappingOf(table, `${table} o`, `[${key}]`, plainColumns),
		limit: onBoth(sumOf(`hash_record_extended(row(${record}), ${seed})`, table)),
		ownLimit: onBoth(sumOf(ownHash(columns, ownSeed), table)),
	};
}

function onBoth(sql: string): Limit {
	return { source: sql, target: sql };
}

/** Without a key a hash of the hash, as sums of plain ones would hide rows that swap a value. */
function withoutKey(): Shape {
	const row = `hash_record_extended(row(${columnNames.map(column => hashed[column] ?? column).join(', ')}), 0)`;
	return {
		name: 'no key',
		mapping: mappingOf('orders', 'orders o', 'none', plainColumns),
		limit: onBoth(sumOf(`hash_record_extended(row(int8send(${row})), 0)`, 'orders')),
		ownLimit: onBoth(sumOf(ownHash(columnNames, '0'), 'orders')),
	};
}

/** Four tables that share the rows of `orders`, to be compared at once. */
export const partNames = ['part_0', 'part_1', 'part_2', 'part_3'] as const;
const [firstPart, ...otherParts] = partNames.map(name => mappingOf(name, `${name} o`, '[id]', plainColumns));
export const parts: Shape = {
	name: 'four mappings',
	mapping: [firstPart, ...otherParts.map((mapping, index) => `  ${partNames[index + 1]}:\n    ${mapping}`)].join('\n'),
	limit: byId.limit,
	ownLimit: byId.ownLimit,
};

export function partsSql(): readonly string[] {
	return partNames.flatMap((name, index) => [
		`create table ${name} as select * from orders where id / 2 % 4 = ${index}`,
		`alter table ${name} add primary key (id)`,
		`vacuum (analyze) ${name}`,
	]);
}

/** Column of `invoices` to the expression over `orders o` and its left join. */
const expressions: Readonly<Record<string, string>> = {
	id: 'o.id',
	customer: 'upper(trim(c.name))',
	reference: 'lower(o.code)',
	state: `coalesce(o.status, 'unknown')`,
	total: 'round(o.amount * 1.19, 2)',
	booked_on: `(o.created_at at time zone 'UTC')::date`,
	due: "coalesce(o.due, (o.created_at at time zone 'UTC' + interval '30 days')::date)",
	is_active: `case when o.active then 'yes' else 'no' end`,
	weight: `(o.attrs ->> 'w')::integer`,
	line: 'o.line',
	uid: 'o.uid',
	note: 'o.note',
};
const joined = 'orders o left join customers c on c.id = o.customer_id';

/** What the source yields, of the target's type. */
const sourceSql = (name: string) => (name === 'total' ? `(${expressions.total})::numeric(14,2)` : (expressions[name] ?? name));

/** Of the columns of `invoices` that are no text. */
const invoiceTypes: Readonly<Record<string, string>> = {
	total: 'numeric(14,2)',
	booked_on: 'date',
	due: 'date',
	weight: 'integer',
	line: 'integer',
	uid: 'uuid',
};

export const transformed: Shape = {
	name: '8 expressions, 1 join',
	mapping: mappingOf(
		'invoices',
		joined,
		'[id]',
		Object.entries(expressions)
			.map(([name, expression]) => `${name}: ${JSON.stringify(expression)}`)
			.join(', '),
	),
	limit: {
		source: sumOf(hashOfInvoice(sourceSql), joined),
		target: sumOf(
			hashOfInvoice(name => name),
			'invoices',
		),
	},
	ownLimit: {
		source: sumOf(ownHashOfInvoice(sourceSql), joined),
		target: sumOf(
			ownHashOfInvoice(name => name),
			'invoices',
		),
	},
};

/** The table `invoices`, made on the target of its own `orders`, and the `customers` of both sides. */
export function customersSql(rows: number): readonly string[] {
	return [
		`create table customers as select i::integer as id, ' Customer ' || i as name from generate_series(0, ${Math.ceil(rows / 10)}) as i`,
		'alter table customers add primary key (id)',
		'vacuum (analyze) customers',
	];
}

export function invoicesSql(): readonly string[] {
	const items = Object.entries(expressions).map(
		([name, expression]) => `${name === 'total' ? `(${expression})::numeric(14,2)` : expression} as ${name}`,
	);
	return [
		`create table invoices as select ${items.join(', ')} from ${joined}`,
		'alter table invoices add primary key (id)',
		'vacuum (analyze) invoices',
	];
}

function hashOfInvoice(itemOf: (name: string) => string): string {
	const items = Object.keys(expressions)
		.filter(name => name !== 'id')
		.map(name => (name === 'total' ? `numeric_send(${itemOf(name)})` : itemOf(name)));
	return `hash_record_extended(row(${items.join(', ')}), ${itemOf('id')})`;
}

function ownHashOfInvoice(itemSql: (name: string) => string): string {
	const items = Object.keys(expressions)
		.filter(name => name !== 'id')
		.map(name => itemOf(name, itemSql(name), invoiceTypes[name] ?? 'text'));
	return rowHash(items, itemSql('id'), form);
}

function sumOf(hash: string, from: string): string {
	return `select sum(${hash}) from ${from}`;
}

function mappingOf(target: string, source: string, key: string, columns: string): string {
	return `source: ${source}
    target: ${target}
    key: ${key}
    reconcile: { checks: [rows] }
    columns: { ${columns} }`;
}

/** The same sums by other forms of hash, grouped into buckets of 600 rows as a comparison has to. */
export function groupedForms(rows: number): Readonly<Record<'native' | 'text' | 'md5', string>> {
	const others = columnNames.filter(name => name !== 'id');
	const native = `hash_record_extended(row(${others.map(name => hashed[name] ?? name).join(', ')}), id)`;
	const text = `concat_ws('|', ${columnNames.map(name => `coalesce(${name}::text, '~')`).join(', ')})`;
	const grouped = (hash: string) =>
		`select b, count(*), sum(h) from (select ((id - 2) / ${Math.ceil((rows * 2) / Math.max(1, rows / 600))})::int as b, ${hash} as h from orders offset 0) as s group by 1`;
	return {
		native: grouped(native),
		text: grouped(`hashtextextended(${text}, 0)`),
		md5: grouped(`('x' || left(md5(${text}), 16))::bit(64)::bigint`),
	};
}
