-- The migration by hand, written without the spec. For the target, with the schema "shop" and its rows beside it.
insert into sales.customers (shop_id, email, name, country_code, registered_at)
select id, lower(trim(email)), trim(full_name), upper(trim(country)), created_at from shop.customer where not is_test;
insert into sales.orders (order_no, customer_id, status, total, currency, coupon, placed_at)
select p.id, c.id, (array['draft', 'placed', 'paid', 'shipped', 'cancelled'])[p.state + 1]::sales.order_status, p.total_cents / 100.0, trim(p.currency), p.coupon, p.placed_at
from shop.purchase p join sales.customers c on c.shop_id = p.customer_id;
insert into sales.order_lines
select o.id, i.position, i.sku, i.quantity, i.price_cents / 100.0 from shop.purchase_item i join sales.orders o on o.order_no = i.purchase_id;
