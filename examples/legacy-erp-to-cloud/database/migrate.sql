-- The migration by hand: a second opinion on what legacy-erp.migration.yaml says, written without it.
-- Reads the ERP's tables from a scratch schema `erp_staging` of the target database (source.sql and its rows, loaded there and renamed by
-- `alter schema erp rename to erp_staging`), fills `app`, and drops the scratch schema. What the spec rejects is not loaded.
-- Runs on PostgreSQL 13 to 18.

begin;

analyze erp_staging.cust_mst, erp_staging.cust_addr, erp_staging.prod_mst, erp_staging.ord_hdr, erp_staging.ord_lin, erp_staging.pay_trx;

-- Every day that a date of the ERP can mean; what is not in here is 0 or no day of the calendar.
create temporary table calendar on commit drop as
select to_char(day, 'YYYYMMDD')::integer as number, day::date
from generate_series(timestamp '1990-01-01', timestamp '2030-12-31', interval '1 day') as day;
analyze calendar;

create temporary table country on commit drop as
select * from (values
	('D', 'DE'), ('A', 'AT'), ('CH', 'CH'), ('F', 'FR'), ('I', 'IT'), ('NL', 'NL'), ('B', 'BE'), ('L', 'LU'), ('GB', 'GB'), ('UK', 'GB'),
	('PL', 'PL'), ('CZ', 'CZ'), ('DK', 'DK'), ('S', 'SE'), ('E', 'ES'), ('USA', 'US')) as v (sign, iso2);

insert into app.ref_currency select code, name, decimals from erp_staging.ref_currency;
insert into app.ref_unit select code, name from erp_staging.ref_unit;
insert into app.ref_carrier select code, name, url from erp_staging.ref_carrier;

insert into app.customers
	(legacy_no, name, email, phone, status, street, postal_code, city, country_code, language, vat_number, credit_limit, created_at, origin)
select
	c.cust_no,
	concat_ws(' ', nullif(trim(c.fname), ''), nullif(trim(c.lname), '')),
	nullif(lower(trim(c.email)), ''),
	c.phone,
	case trim(c.stat_cd) when 'A' then 'active' when 'I' then 'inactive' when 'P' then 'prospect' end::app.customer_status,
	a.line_1,
	nullif(trim(a.zip), ''),
	a.city,
	country.iso2,
	case c.lang_cd when 'D' then 'de' when 'F' then 'fr' else 'en' end,
	nullif(trim(c.vat_id), ''),
	coalesce(c.cr_lim / 100.0, 0),
	created.day::timestamp at time zone 'Europe/Berlin',
	'legacy-erp'
from erp_staging.cust_mst c
left join erp_staging.cust_addr a on a.cust_no = c.cust_no and a.addr_type = 'B'
left join country on country.sign = trim(a.ctry)
left join calendar created on created.number = c.crt_dt
where c.del_flag is distinct from 'Y'
	and trim(c.stat_cd) in ('A', 'I', 'P')
	and (c.crt_dt = 0 or created.day is not null)
order by c.cust_no;

update app.customers as child
set employer_id = parent.id
from erp_staging.cust_mst c
join app.customers parent on parent.legacy_no = c.parent_no
where c.cust_no = child.legacy_no and c.parent_no <> 0;

insert into app.delivery_addresses (customer_id, position, street, extra, postal_code, city, country_code)
select customers.id, a.seq_no, a.line_1, nullif(trim(a.line_2), ''), nullif(trim(a.zip), ''), a.city, country.iso2
from erp_staging.cust_addr a
join app.customers on customers.legacy_no = a.cust_no
left join country on country.sign = trim(a.ctry)
where a.addr_type = 'S'
order by 1, 2;

insert into app.products (sku, name, category, unit_code, list_price, weight_kg, ean, active, introduced_on)
select
	upper(trim(p.prod_cd)),
	trim(p.descr),
	(case trim(p.grp_cd) when 'HW' then 'hardware' when 'SW' then 'software' when 'FU' then 'furniture' when 'ST' then 'stationery'
		when 'LI' then 'lighting' when 'KI' then 'kitchen' when 'SA' then 'safety' when 'SP' then 'spare_part' end)::app.product_category,
	trim(p.unit_cd),
	p.list_prc / 100.0,
	p.wgt_g / 1000.0,
	nullif(trim(p.ean), ''),
	p.act_flag in ('Y', 'J'),
	created.day
from erp_staging.prod_mst p
left join calendar created on created.number = p.crt_dt
where p.del_flag is distinct from 'Y' and trim(p.grp_cd) in ('HW', 'SW', 'FU', 'ST', 'LI', 'KI', 'SA', 'SP')
order by p.prod_cd;

insert into app.product_texts (product_id, language, body)
select products.id, case t.lang_cd when 'D' then 'de' when 'E' then 'en' when 'F' then 'fr' end, string_agg(trim(t.txt), ' ' order by t.lin_no)
from erp_staging.prod_txt t
join app.products on products.sku = upper(trim(t.prod_cd))
group by products.id, t.lang_cd;

insert into app.stock_levels (warehouse_id, product_id, on_hand, reserved, counted_on)
select warehouse.id, products.id, greatest(s.qty_hand, 0), s.qty_rsv, counted.day
from erp_staging.stk_bal s
left join calendar counted on counted.number = s.cnt_dt
join app.warehouse on warehouse.code = trim(s.whs) and warehouse.active
join app.products on products.sku = upper(trim(s.prod_cd));

insert into app.orders (order_no, customer_id, warehouse_id, status, payment_terms, currency, total, ordered_at, shipped_on, note, web_reference)
select
	o.ord_no,
	customers.id,
	warehouse.id,
	(case trim(o.stat) when 'O' then 'open' when 'P' then 'picked' when 'S' then 'shipped' when 'X' then 'cancelled' end)::app.order_status,
	(case o.pay_cd when '01' then 'prepaid' when '07' then 'on_delivery' when '30' then 'net_30' when '60' then 'net_60' end)::app.payment_terms,
	trim(o.ccy),
	o.tot_amt / 100.0,
	(ordered.day + make_time(o.ord_tm / 10000, o.ord_tm / 100 % 100, o.ord_tm % 100)) at time zone 'Europe/Berlin',
	shipped.day,
	nullif(trim(o.rem), ''),
	o."WebOrderId"
from erp_staging.ord_hdr o
join app.customers on customers.legacy_no = o.cust_no
join app.warehouse on warehouse.code = trim(o.whs) and warehouse.active
join calendar ordered on ordered.number = o.ord_dt
left join calendar shipped on shipped.number = o.shp_dt
where trim(o.stat) in ('O', 'P', 'S', 'X')
order by o.ord_no;

insert into app.order_lines (order_id, line_no, product_id, ordered_on, quantity, unit_price, discount)
select orders.id, l.lin_no, products.id, ordered.day, l.qty, l.unit_prc / 100.0, l.disc_bp / 10000.0
from erp_staging.ord_lin l
join erp_staging.ord_hdr o on o.ord_no = l.ord_no
join calendar ordered on ordered.number = o.ord_dt
join app.orders on orders.order_no = l.ord_no
join app.products on products.sku = upper(trim(l.prod_cd))
order by l.ord_no, l.lin_no;

insert into app.payments (payment_no, order_id, method, amount, paid_on, card_last_4, reference)
select
	p.pay_no,
	orders.id,
	(case p.meth_cd when 'CC' then 'card' when 'BT' then 'bank_transfer' when 'DD' then 'direct_debit' when 'CA' then 'cash' end)::app.payment_method,
	p.amt / 100.0,
	paid.day,
	nullif(right(trim(p.card_no), 4), ''),
	p.ref_txt
from erp_staging.pay_trx p
join calendar paid on paid.number = p.pay_dt
join app.orders on orders.order_no = p.ord_no
where p.meth_cd in ('CC', 'BT', 'DD', 'CA')
order by p.pay_no;

drop schema erp_staging cascade;

commit;

analyze;
