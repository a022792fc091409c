-- Known defects, planted into the migrated target so that reconciliation has something to find. defects.json lists them for programs;
-- the numbers stand in both. Run after migrate.sql, once.

begin;

-- customers: 3 missing (they have neither orders nor addresses, so nothing else goes with them).
delete from app.customers where legacy_no in (11905, 11917, 11950);

-- customers: 2 extra, left over from a test.
insert into app.customers (legacy_no, name, email, status, origin) values
	(900001, 'Test Test', 'test@example.com', 'active', 'legacy-erp'),
	(900002, 'Bitte löschen', null, 'inactive', 'legacy-erp');

-- customers: 5 with an e-mail address in capital letters.
update app.customers set email = upper(email) where legacy_no in (1001, 2002, 3003, 4004, 5005);

-- customers: 1 name cut at 20 characters.
update app.customers set name = left(name, 20) where legacy_no = 9018;

-- customers: 218 from Denmark, created two hours late, because somebody took local time for UTC.
update app.customers set created_at = created_at + interval '2 hours' where country_code = 'DK';

-- orders: 3 totals a hundred times too high: cents taken for euros.
update app.orders set total = total * 100 where order_no in (541000, 541003, 541005);

-- orders: 4 shipped orders are open again.
update app.orders set status = 'open' where order_no in (541002, 541004, 541007, 541008);

-- orders: 2 belong to each other's customer.
update app.orders o
set customer_id = other.customer_id
from app.orders other
where (o.order_no, other.order_no) in ((541010, 541011), (541011, 541010));

-- orders: 2 ship from each other's warehouse.
update app.orders o
set warehouse_id = other.warehouse_id
from app.orders other
where (o.order_no, other.order_no) in ((541006, 541009), (541009, 541006));

-- order_lines: 1 missing.
delete from app.order_lines where line_no = 3 and order_id = (select id from app.orders where order_no = 541021);

-- order_lines: 1 extra: the first line of its order once more.
insert into app.order_lines (order_id, line_no, product_id, ordered_on, quantity, unit_price, discount)
select l.order_id, 99, l.product_id, l.ordered_on, l.quantity, l.unit_price, l.discount
from app.order_lines l
join app.orders o on o.id = l.order_id
where o.order_no = 541022 and l.line_no = 1;

-- products: 2 list prices a cent too high.
update app.products set list_price = list_price + 0.01 where sku in ('HW-10008', 'HW-10016');

-- product_texts: 2 German texts read in the wrong encoding.
update app.product_texts t
set body = convert_from(convert_to(t.body, 'UTF8'), 'LATIN1')
from app.products p
where p.id = t.product_id and t.language = 'de' and p.sku in ('FU-10002', 'FU-10050');

-- stock_levels: 3 quantities changed.
update app.stock_levels s
set on_hand = s.on_hand + 1
from app.products p, app.warehouse w
where p.id = s.product_id and w.id = s.warehouse_id and (w.code, p.sku) in (('HAM', 'HW-10008'), ('BER', 'HW-10008'), ('VIE', 'HW-10016'));

-- payments: 2 with each other's amount: neither count nor sum shows it.
update app.payments p
set amount = other.amount
from app.payments other
where (p.payment_no, other.payment_no) in ((5410300, 5410310), (5410310, 5410300));

commit;
