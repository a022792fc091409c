/**
 * The tables that are compared: twelve columns of mixed types, five of them nullable, about 200 bytes a row; the same on both servers until
 * differences are planted. Made by the servers themselves, of the row's number alone, so every run has the same data.
 */

/** Differences that a target may have. Ids are even, so that odd ones are free for rows that the source does not have. */
export type Variant = 'none' | 'hundred' | 'half percent';

const columns = [
	'i * 2 as id',
	'(i / 10)::integer as customer_id',
	'(i % 10)::integer as line',
	`'C-' || lpad(to_hex(hashint8(i)), 8, '0') || '-' || i as code`,
	`(array['open', 'paid', 'sent', 'done', null])[i % 5 + 1]::varchar(10) as status`,
	'((i * 7919) % 1000000 / 100.0)::numeric(12,2) as amount',
	`timestamptz '2015-01-01 00:00:00+00' + i % 100000000 * interval '3.217 seconds' as created_at`,
	`case when i % 7 <> 0 then date '2016-01-01' + (i % 3000)::integer end as due`,
	'i % 3 = 0 as active',
	`md5(i::text)::uuid as uid`,
	`case when i % 4 <> 0 then jsonb_build_object('w', i % 977, 'tags', jsonb_build_array('t' || i % 13, i % 5)) end as attrs`,
	`case when i % 6 <> 0 then 'Note ' || md5((i * 31)::text) || ' to order ' || i end as note`,
];

/** The names of the twelve columns, the key first. */
export const columnNames = columns.map(column => column.slice(column.lastIndexOf(' ') + 1));

/** `orders`, with an index for each of the keys that the benchmark compares by. */
export function ordersSql(rows: number): readonly string[] {
	return statementsOf(`
		create table orders as select ${columns.join(', ')} from generate_series(1::bigint, ${rows}) as i;
		alter table orders add primary key (id);
		vacuum (analyze) orders;`);
}

/** As `orders`, with ids that leave gaps of all sizes: nine tenths stand close together, the rest is spread over the range of bigint. */
export function skewedSql(): readonly string[] {
	const rest = columnNames.filter(name => name !== 'id').join(', ');
	return statementsOf(`
		create table skewed as select case when id % 20 = 0 then id * 100000000 else id end as id, ${rest} from orders;
		alter table skewed add primary key (id);
		vacuum (analyze) skewed;`);
}

export function keysSql(): readonly string[] {
	return statementsOf(`
		alter table orders alter customer_id set not null, alter line set not null, alter code set not null, alter uid set not null;
		create unique index on orders (customer_id, line);
		create unique index on orders (code);
		create unique index on orders (uid);
		vacuum (analyze) orders;`);
}

/** Statements for the target, which has the differences of the variants before it already. */
export function differencesSql(variant: Variant, rows: number): readonly string[] {
	if (variant === 'none') return [];
	const many = variant === 'half percent';
	// Every so many rows one of each hundred is missing or extra, and eight in ten are changed in one of four columns.
	const step = many ? 200 : Math.max(1, Math.floor(rows / 100));
	const nth = (remainders: string) => `id / 2 % ${step} = ${many ? 3 : 1} % ${step} and id / 2 / ${step} % 10 in (${remainders})`;
	return statementsOf(`
		delete from orders where ${nth('0')};
		insert into orders (${columnNames.join(', ')})
			select id + 1, customer_id, line + 10, code || '+', status, amount, created_at, due, active, md5(uid::text)::uuid, attrs, note
			from orders where ${nth('1')} and id % 2 = 0;
		update orders set amount = amount + 1 where ${nth('2, 3')};
		update orders set note = coalesce(note, '') || ' ' where ${nth('4, 5')};
		update orders set created_at = created_at + interval '2 hours' where ${nth('6, 7')};
		update orders set status = case when status = 'open' then null else 'open' end, active = not active where ${nth('8, 9')};
		vacuum (analyze) orders;`);
}

function statementsOf(text: string): readonly string[] {
	return text
		.split(';')
		.map(one => one.trim())
		.filter(one => one !== '');
}
