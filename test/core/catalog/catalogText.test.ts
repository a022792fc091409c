import { expect, test } from 'vitest';
import { catalogLookup, columnOf } from '../../../server/src/core/catalog/lookup';
import { catalogText } from '../../support/catalogText';

test('the notation says all that a catalog holds', () => {
	const catalog = catalogText(`
		# a comment
		enum status: open, in transit, done
		domain app.code: varchar(3) not null default 'x' check (value <> '')
		orders(id bigint identity always pk, total numeric(10, 2) not null default (1 + 2), status status default 'a, b'::text,
			full text generated (a || ', ' || b), "Odd Name" text unique collate "C" comment 'a note') rows 1200 bytes 4096
		app.lines(order_id bigint references orders(id), no int not null)
		primary key app.lines(order_id, no)
		unique app.lines(no) where no > 0
		foreign key app.lines(no) references orders(id) on delete cascade deferrable
		check app.lines: no > 0
		view app.v(a int)
		volatile function app.f(int, variadic text[]) returns setof status
		sequence app.s owned by app.lines.no
		cast status as text implicit
	`);
	const lookup = catalogLookup(catalog, ['public']);
	expect(columnOf(lookup.tables.get('public.orders') ?? never(), 'status')).toEqual({
		name: 'status',
		type: 'public.status',
		nullable: true,
		default: "'a, b'::text",
	});
	expect(catalog.casts).toEqual([{ source: 'public.status', target: 'text', context: 'implicit' }]);
});

test('what it does not understand is an error', () => {
	expect(() => catalogText('tabel orders')).toThrow('tabel orders');
	expect(() => catalogText('orders(id bigint')).toThrow('do not close');
});

function never(): never {
	throw new Error('not found');
}
