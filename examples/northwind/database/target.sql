-- A shop that Northwind could move to: schema `shop`. Own identity keys beside the natural ones, one table for all addresses, enums,
-- decimal money, numbered order lines with a computed amount.
-- Runs on PostgreSQL 13 to 18.

create schema shop;

create type shop.address_owner as enum ('customer', 'supplier', 'employee', 'order');
create type shop.courtesy as enum ('ms', 'mrs', 'mr', 'dr');
create type shop.product_status as enum ('active', 'discontinued');
create type shop.order_status as enum ('open', 'shipped');
create type shop.area as enum ('north', 'east', 'south', 'west', 'midwest');

create table shop.region (
	id smallint primary key,
	name text not null
);

create table shop.territory (
	code text primary key,
	name text not null,
	region_id smallint not null references shop.region (id)
);

create table shop.us_state (
	code text primary key check (code ~ '^[A-Z]{2}$'),
	name text not null,
	area shop.area not null
);

create table shop.address (
	id bigint generated always as identity primary key,
	owner_kind shop.address_owner not null,
	owner_code text not null,
	street text not null,
	city text not null,
	state text,
	postal_code text,
	country_code text not null check (country_code ~ '^[A-Z]{2}$'),
	unique (owner_kind, owner_code)
);

create table shop.customer (
	id bigint generated always as identity primary key,
	code text not null unique,
	company_name text not null,
	contact_name text,
	contact_title text,
	phone text,
	fax text,
	address_id bigint references shop.address (id),
	updated_at timestamptz not null default now()
);

create table shop.segment (
	code text primary key,
	description text
);

create table shop.customer_segment (
	customer_id bigint not null references shop.customer (id),
	segment_code text not null references shop.segment (code),
	primary key (customer_id, segment_code)
);

create table shop.supplier (
	id bigint generated always as identity primary key,
	supplier_no smallint not null unique,
	company_name text not null,
	contact_name text,
	contact_title text,
	phone text,
	fax text,
	homepage_label text,
	homepage_url text,
	address_id bigint references shop.address (id)
);

create table shop.category (
	id bigint generated always as identity primary key,
	category_no smallint not null unique,
	name text not null unique,
	description text
);

create table shop.product (
	id bigint generated always as identity primary key,
	product_no smallint not null unique,
	name text not null,
	supplier_id bigint references shop.supplier (id),
	category_id bigint references shop.category (id),
	packaging text,
	unit_price numeric(10,2) not null check (unit_price >= 0),
	in_stock integer not null default 0,
	on_order integer not null default 0,
	reorder_level integer not null default 0,
	status shop.product_status not null,
	updated_at timestamptz not null default now()
);

create table shop.employee (
	id bigint generated always as identity primary key,
	employee_no smallint not null unique,
	first_name text not null,
	last_name text not null,
	courtesy shop.courtesy,
	job_title text,
	born_on date,
	hired_on date,
	home_phone text,
	extension text,
	photo_url text,
	notes text,
	manager_id bigint references shop.employee (id),
	address_id bigint references shop.address (id)
);

create table shop.employee_territory (
	employee_id bigint not null references shop.employee (id),
	territory_code text not null references shop.territory (code),
	constraint employee_territory_pkey primary key (employee_id, territory_code)
);

create table shop.shipper (
	id bigint generated always as identity primary key,
	shipper_no smallint not null unique,
	company_name text not null,
	phone text
);

create table shop.sales_order (
	id bigint generated always as identity primary key,
	order_no integer not null unique,
	customer_id bigint not null references shop.customer (id),
	employee_id bigint references shop.employee (id),
	shipper_id bigint references shop.shipper (id),
	status shop.order_status not null,
	ordered_on date not null,
	required_on date,
	shipped_on date,
	shipped_late boolean not null,
	freight numeric(10,2) not null,
	recipient text not null,
	address_id bigint references shop.address (id),
	updated_at timestamptz not null default now()
);

create table shop.order_line (
	order_id bigint not null references shop.sales_order (id) on delete cascade,
	line_no smallint not null check (line_no > 0),
	product_id bigint not null references shop.product (id),
	ordered_on date not null,
	unit_price numeric(10,2) not null,
	quantity integer not null check (quantity > 0),
	discount numeric(3,2) not null check (discount between 0 and 1),
	amount numeric(12,2) generated always as (round(unit_price * quantity * (1 - discount), 2)) stored,
	primary key (order_id, line_no),
	unique (order_id, product_id)
);

-- What the shop remembers of its own jobs.
create table shop.job_run (
	id bigint generated always as identity primary key,
	job text not null,
	finished_at timestamptz
);
