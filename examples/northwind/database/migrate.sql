-- The migration by hand: a second opinion on what northwind.migration.yaml says, written without it.
-- Reads Northwind's tables from the schema `public` of the target database (load northwind.sql there), fills `shop`, drops what it read.
-- Runs on PostgreSQL 13 to 18.

begin;

create temporary table country (name text primary key, code text not null) on commit drop;
insert into country values
	('Argentina', 'AR'), ('Australia', 'AU'), ('Austria', 'AT'), ('Belgium', 'BE'), ('Brazil', 'BR'), ('Canada', 'CA'), ('Denmark', 'DK'),
	('Finland', 'FI'), ('France', 'FR'), ('Germany', 'DE'), ('Ireland', 'IE'), ('Italy', 'IT'), ('Japan', 'JP'), ('Mexico', 'MX'),
	('Netherlands', 'NL'), ('Norway', 'NO'), ('Poland', 'PL'), ('Portugal', 'PT'), ('Singapore', 'SG'), ('Spain', 'ES'), ('Sweden', 'SE'),
	('Switzerland', 'CH'), ('UK', 'GB'), ('USA', 'US'), ('Venezuela', 'VE');

insert into shop.region (id, name) select region_id, trim(region_description) from public.region;

insert into shop.territory (code, name, region_id) select territory_id, trim(territory_description), region_id from public.territories;

insert into shop.us_state (code, name, area) select state_abbr, state_name, state_region::shop.area from public.us_states;

insert into shop.address (owner_kind, owner_code, street, city, state, postal_code, country_code)
select owner.kind::shop.address_owner, owner.code, owner.street, owner.city, owner.state, owner.postal_code, country.code
from (
	select 'customer' as kind, customer_id as code, address as street, city, region as state, postal_code, country from public.customers
	union all select 'supplier', supplier_id::text, address, city, region, postal_code, country from public.suppliers
	union all select 'employee', employee_id::text, address, city, region, postal_code, country from public.employees
	union all
	select 'order', order_id::text, ship_address, ship_city, ship_region, ship_postal_code, ship_country from public.orders
) as owner
join country on country.name = owner.country;

insert into shop.customer (code, company_name, contact_name, contact_title, phone, fax, address_id)
select c.customer_id, c.company_name, c.contact_name, c.contact_title, c.phone, c.fax, a.id
from public.customers c
join shop.address a on a.owner_kind = 'customer' and a.owner_code = c.customer_id;

insert into shop.segment (code, description) select customer_type_id, customer_desc from public.customer_demographics;

insert into shop.customer_segment (customer_id, segment_code)
select c.id, m.customer_type_id from public.customer_customer_demo m join shop.customer c on c.code = m.customer_id;

insert into shop.supplier
	(supplier_no, company_name, contact_name, contact_title, phone, fax, homepage_label, homepage_url, address_id)
select
	s.supplier_id, s.company_name, s.contact_name, s.contact_title, s.phone, s.fax,
	nullif(trim(split_part(s.homepage, '#', 1)), ''), nullif(trim(split_part(s.homepage, '#', 2)), ''), a.id
from public.suppliers s
join shop.address a on a.owner_kind = 'supplier' and a.owner_code = s.supplier_id::text;

insert into shop.category (category_no, name, description) select category_id, category_name, description from public.categories;

insert into shop.product
	(product_no, name, supplier_id, category_id, packaging, unit_price, in_stock, on_order, reorder_level, status)
select
	p.product_id, p.product_name, s.id, c.id, p.quantity_per_unit, p.unit_price::numeric(10,2),
	coalesce(p.units_in_stock, 0), coalesce(p.units_on_order, 0), coalesce(p.reorder_level, 0),
	(case p.discontinued when 1 then 'discontinued' else 'active' end)::shop.product_status
from public.products p
left join shop.supplier s on s.supplier_no = p.supplier_id
left join shop.category c on c.category_no = p.category_id;

insert into shop.employee
	(employee_no, first_name, last_name, courtesy, job_title, born_on, hired_on, home_phone, extension, photo_url, notes, address_id)
select
	e.employee_id, e.first_name, e.last_name, lower(rtrim(e.title_of_courtesy, '.'))::shop.courtesy, e.title, e.birth_date, e.hire_date,
	e.home_phone, e.extension, e.photo_path, e.notes, a.id
from public.employees e
join shop.address a on a.owner_kind = 'employee' and a.owner_code = e.employee_id::text;

update shop.employee as report
set manager_id = manager.id
from public.employees e
join shop.employee manager on manager.employee_no = e.reports_to
where e.employee_id = report.employee_no;

insert into shop.employee_territory (employee_id, territory_code)
select e.id, t.territory_id from public.employee_territories t join shop.employee e on e.employee_no = t.employee_id;

insert into shop.shipper (shipper_no, company_name, phone) select shipper_id, company_name, phone from public.shippers;

insert into shop.sales_order
	(order_no, customer_id, employee_id, shipper_id, status, ordered_on, required_on, shipped_on, shipped_late, freight, recipient, address_id)
select
	o.order_id, c.id, e.id, s.id, (case when o.shipped_date is null then 'open' else 'shipped' end)::shop.order_status,
	o.order_date, o.required_date, o.shipped_date, coalesce(o.shipped_date > o.required_date, false), round(o.freight::numeric, 2),
	o.ship_name, a.id
from public.orders o
join shop.customer c on c.code = o.customer_id
left join shop.employee e on e.employee_no = o.employee_id
left join shop.shipper s on s.shipper_no = o.ship_via
join shop.address a on a.owner_kind = 'order' and a.owner_code = o.order_id::text;

insert into shop.order_line (order_id, line_no, product_id, ordered_on, unit_price, quantity, discount)
select
	sales_order.id,
	(select count(*) from public.order_details before where before.order_id = d.order_id and before.product_id <= d.product_id),
	product.id, sales_order.ordered_on, d.unit_price::numeric(10,2), d.quantity, d.discount::numeric(3,2)
from public.order_details d
join shop.sales_order on sales_order.order_no = d.order_id
join shop.product on product.product_no = d.product_id;

drop table
	public.categories, public.customer_customer_demo, public.customer_demographics, public.customers, public.employee_territories,
	public.employees, public.order_details, public.orders, public.products, public.region, public.shippers, public.suppliers,
	public.territories, public.us_states;

commit;

analyze;
