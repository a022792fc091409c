-- Rows of the monolith, the same on every machine. For the source.
insert into shop.customer
select n, 'customer' || n || '@example.com', 'Customer ' || n, (array['DE', 'AT', 'CH', 'FR', null])[1 + n % 5], n % 1000 = 0,
	timestamptz '2019-01-01 00:00+00' + n * interval '40 minutes', timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'
from generate_series(1, 60000) n;
insert into shop.product
select n, 'SKU-' || lpad(n::text, 5, '0'), 'Product ' || n, 100 + n * 7 % 20000, timestamptz '2026-01-01 00:00+00' from generate_series(1, 800) n;
insert into shop.purchase
select n, 1 + n * 7919 % 59999, n % 5, 1000 + n * 31 % 90000, 'EUR', timestamptz '2020-01-01 00:00+00' + n * interval '14 minutes',
	case when n % 12 = 0 then 'WELCOME' end, timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'
from generate_series(1, 240000) n;
insert into shop.purchase_item
select 1 + n % 240000, 1 + n / 240000, 'SKU-' || lpad((1 + n % 800)::text, 5, '0'), 1 + n % 4, 500 + n % 9000, timestamptz '2026-01-01 00:00+00' + n * interval '20 seconds'
from generate_series(0, 599999) n;
insert into shop.session select md5(n::text), 1 + n % 60000, timestamptz '2026-12-31 00:00+00' from generate_series(1, 5000) n;
analyze;
