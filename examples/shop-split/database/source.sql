-- The part of the shop's monolith that orders come from.
create schema shop;
create table shop.customer (
	id bigint primary key,
	email text not null unique,
	full_name text not null,
	country char(2),
	is_test boolean not null default false,
	created_at timestamptz not null,
	updated_at timestamptz not null
);
create table shop.product (
	id bigint primary key,
	sku text not null unique,
	title text not null,
	price_cents bigint not null,
	updated_at timestamptz not null
);
create table shop.purchase (
	id bigint primary key,
	customer_id bigint not null references shop.customer,
	state smallint not null check (state between 0 and 4),
	total_cents bigint not null,
	currency char(3) not null,
	placed_at timestamptz not null,
	coupon text,
	updated_at timestamptz not null
);
create table shop.purchase_item (
	purchase_id bigint not null references shop.purchase,
	position integer not null,
	sku text not null,
	quantity integer not null check (quantity > 0),
	price_cents bigint not null,
	updated_at timestamptz not null,
	primary key (purchase_id, position)
);
create table shop.session (
	token text primary key,
	customer_id bigint references shop.customer,
	expires_at timestamptz not null
);
