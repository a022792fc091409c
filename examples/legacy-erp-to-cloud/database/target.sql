-- The cloud commerce platform: schema `app`. Identity keys, natural keys that are unique, foreign keys, enums, checks, times with a zone,
-- decimal money. Warehouses are the platform's own and stand here from the start.
-- Runs on PostgreSQL 13 to 18 in an empty database.

create schema app;

create type app.customer_status as enum ('active', 'inactive', 'prospect');
create type app.loyalty_tier as enum ('none', 'silver', 'gold');
create type app.product_category as enum
	('hardware', 'software', 'furniture', 'stationery', 'lighting', 'kitchen', 'safety', 'spare_part');
create type app.order_status as enum ('open', 'picked', 'shipped', 'cancelled');
create type app.payment_terms as enum ('prepaid', 'net_30', 'net_60', 'on_delivery');
create type app.payment_method as enum ('card', 'bank_transfer', 'direct_debit', 'cash');
create domain app.country_code as text check (value ~ '^[A-Z]{2}$');

create function app.touch_updated_at() returns trigger language plpgsql as $$
begin
	new.updated_at := now();
	return new;
end
$$;

create table app.schema_version (
	version integer primary key,
	description text not null,
	installed_at timestamptz not null default now()
);
insert into app.schema_version (version, description, installed_at) values
	(1, 'Customers, products, orders', '2026-03-02 09:00+00'),
	(2, 'Stock and payments', '2026-06-15 09:00+00');

create table app.ref_currency (code text primary key, name text not null, decimals smallint not null check (decimals between 0 and 4));
create table app.ref_unit (code text primary key, name text not null);
create table app.ref_carrier (code text primary key, name text not null, url text);

create table app.warehouse (
	id smallint generated always as identity primary key,
	code text not null unique,
	name text not null,
	active boolean not null default true
);
insert into app.warehouse (code, name, active) values
	('HAM', 'Hamburg', true),
	('BER', 'Berlin', true),
	('M2', 'München 2', true),
	('VIE', 'Wien', true),
	('Z1', 'Zwickau (closed 2019)', false);

create table app.customers (
	id bigint generated always as identity primary key,
	legacy_no integer not null unique,
	name text not null check (name <> ''),
	email text,
	phone text,
	status app.customer_status not null,
	street text,
	postal_code text,
	city text,
	country_code app.country_code,
	language text not null default 'en' check (language in ('de', 'en', 'fr')),
	vat_number text,
	credit_limit numeric(12,2) not null default 0 check (credit_limit >= 0),
	created_at timestamptz,
	origin text not null,
	employer_id bigint references app.customers (id),
	loyalty_tier app.loyalty_tier not null default 'none',
	marketing_consent boolean not null default false,
	updated_at timestamptz not null default now()
);
create index customers_email_idx on app.customers (lower(email));
create index customers_employer_id_idx on app.customers (employer_id);

create table app.delivery_addresses (
	id bigint generated always as identity primary key,
	customer_id bigint not null references app.customers (id),
	position smallint not null check (position > 0),
	street text not null,
	extra text,
	postal_code text,
	city text not null,
	country_code app.country_code,
	updated_at timestamptz not null default now(),
	unique (customer_id, position)
);

create table app.products (
	id bigint generated always as identity primary key,
	sku text not null unique check (sku = upper(sku)),
	name text not null,
	category app.product_category not null,
	unit_code text not null references app.ref_unit (code),
	list_price numeric(12,2) not null check (list_price >= 0),
	weight_kg numeric(9,3),
	ean text,
	active boolean not null default true,
	introduced_on date,
	updated_at timestamptz not null default now()
);

create table app.product_texts (
	product_id bigint not null references app.products (id),
	language text not null check (language in ('de', 'en', 'fr')),
	body text not null,
	updated_at timestamptz not null default now(),
	primary key (product_id, language)
);

create table app.stock_levels (
	warehouse_id smallint not null references app.warehouse (id),
	product_id bigint not null references app.products (id),
	on_hand integer not null check (on_hand >= 0),
	reserved integer not null default 0 check (reserved >= 0),
	counted_on date,
	updated_at timestamptz not null default now(),
	primary key (warehouse_id, product_id)
);

create table app.orders (
	id bigint generated always as identity primary key,
	order_no integer not null unique,
	customer_id bigint not null references app.customers (id),
	warehouse_id smallint not null references app.warehouse (id),
	status app.order_status not null,
	payment_terms app.payment_terms,
	currency text not null references app.ref_currency (code),
	total numeric(14,2) not null,
	ordered_at timestamptz not null,
	shipped_on date,
	note text,
	web_reference text,
	updated_at timestamptz not null default now()
);
create index orders_customer_id_idx on app.orders (customer_id, ordered_at desc);

create table app.order_lines (
	id bigint generated always as identity primary key,
	order_id bigint not null references app.orders (id),
	line_no smallint not null check (line_no > 0),
	product_id bigint not null references app.products (id),
	ordered_on date not null,
	quantity numeric(12,3) not null,
	unit_price numeric(12,2) not null,
	discount numeric(5,4) not null default 0 check (discount between 0 and 1),
	amount numeric(14,2) generated always as (round(quantity * unit_price * (1 - discount), 2)) stored,
	updated_at timestamptz not null default now(),
	unique (order_id, line_no)
);
create index order_lines_product_id_idx on app.order_lines (product_id);

create table app.payments (
	id bigint generated always as identity primary key,
	payment_no integer not null unique,
	order_id bigint not null references app.orders (id),
	method app.payment_method not null,
	amount numeric(14,2) not null,
	paid_on date not null,
	card_last_4 text check (card_last_4 ~ '^[0-9]{4}$'),
	reference text,
	updated_at timestamptz not null default now()
);
create index payments_order_id_idx on app.payments (order_id);

-- Written by the platform once it is open.
create table app.order_events (
	id bigint generated always as identity primary key,
	order_id bigint not null references app.orders (id),
	happened_at timestamptz not null default now(),
	event text not null,
	details jsonb not null default '{}'
);

create trigger customers_touch before update on app.customers for each row execute function app.touch_updated_at();
create trigger delivery_addresses_touch before update on app.delivery_addresses for each row execute function app.touch_updated_at();
create trigger products_touch before update on app.products for each row execute function app.touch_updated_at();
create trigger product_texts_touch before update on app.product_texts for each row execute function app.touch_updated_at();
create trigger stock_levels_touch before update on app.stock_levels for each row execute function app.touch_updated_at();
create trigger orders_touch before update on app.orders for each row execute function app.touch_updated_at();
create trigger order_lines_touch before update on app.order_lines for each row execute function app.touch_updated_at();
create trigger payments_touch before update on app.payments for each row execute function app.touch_updated_at();
