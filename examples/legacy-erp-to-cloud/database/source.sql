-- The legacy ERP: schema `erp` as thirty years of batch programs left it. Codes are padded CHAR, dates are integers (YYYYMMDD, 0 for none),
-- money is in cents, nothing is enforced but a few unique indexes, and there is not one foreign key.
-- Runs on PostgreSQL 13 to 18 in an empty database; the rows come from scripts/sample.

create schema erp;
comment on schema erp is 'ERP, release 7.4; rows are written by the nightly batch and by order entry';

create table erp.cust_mst (
	cust_no integer not null,
	fname char(30),
	lname char(40),
	email varchar(80),
	phone varchar(24),
	fax_no varchar(24),
	stat_cd char(2) not null,
	parent_no integer not null default 0,
	cr_lim bigint,
	vat_id char(16),
	lang_cd char(1),
	crt_dt integer not null default 0,
	del_flag char(1) default 'N',
	chg_ts timestamp(0) not null,
	chg_usr char(8) not null default '',
	filler_1 char(10),
	filler_2 char(24)
);
create unique index cust_mst_x1 on erp.cust_mst (cust_no);
create index cust_mst_x2 on erp.cust_mst (lname);
comment on table erp.cust_mst is 'Business partners';
comment on column erp.cust_mst.stat_cd is 'A active, I inactive, P prospect';
comment on column erp.cust_mst.parent_no is 'Partner that this one belongs to, 0 for none';
comment on column erp.cust_mst.cr_lim is 'Credit limit in cents';
comment on column erp.cust_mst.crt_dt is 'Created, YYYYMMDD, 0 for unknown';

create table erp.cust_addr (
	cust_no integer not null,
	addr_type char(1) not null,
	seq_no smallint not null default 1,
	line_1 varchar(60),
	line_2 varchar(60),
	zip char(10),
	city varchar(40),
	ctry char(3),
	chg_ts timestamp(0) not null,
	filler_1 char(10)
);
create unique index cust_addr_x1 on erp.cust_addr (cust_no, addr_type, seq_no);
comment on column erp.cust_addr.addr_type is 'B billing (one), S shipping (several), X obsolete';
comment on column erp.cust_addr.ctry is 'Country, car plate style: D, A, GB; not ISO';

create table erp.prod_mst (
	prod_cd char(12) not null,
	descr varchar(60) not null,
	grp_cd char(4) not null,
	unit_cd char(3) not null,
	list_prc bigint not null,
	wgt_g integer,
	ean char(13),
	act_flag char(1) not null default 'Y',
	crt_dt integer not null default 0,
	del_flag char(1) default 'N',
	chg_ts timestamp(0) not null,
	chg_usr char(8) not null default '',
	filler_1 char(20)
);
create unique index prod_mst_x1 on erp.prod_mst (prod_cd);
comment on column erp.prod_mst.list_prc is 'List price in cents';
comment on column erp.prod_mst.act_flag is 'Y or J yes, N no';

create table erp.prod_txt (
	prod_cd char(12) not null,
	lang_cd char(1) not null,
	lin_no smallint not null,
	txt varchar(40) not null,
	chg_ts timestamp(0) not null
);
create unique index prod_txt_x1 on erp.prod_txt (prod_cd, lang_cd, lin_no);
comment on table erp.prod_txt is 'Long texts, one row per printed line';

create table erp.whs_mst (
	whs char(4) not null,
	nm varchar(40) not null,
	act_flag char(1) not null
);
create unique index whs_mst_x1 on erp.whs_mst (whs);

create table erp.stk_bal (
	whs char(4) not null,
	prod_cd char(12) not null,
	qty_hand integer not null,
	qty_rsv integer not null default 0,
	cnt_dt integer not null default 0,
	chg_ts timestamp(0) not null,
	filler_1 char(10)
);
create unique index stk_bal_x1 on erp.stk_bal (whs, prod_cd);
comment on column erp.stk_bal.qty_hand is 'Below zero when a goods receipt was booked late';

create table erp.ord_hdr (
	ord_no integer not null,
	cust_no integer not null,
	whs char(4) not null,
	stat char(2) not null,
	pay_cd char(2) not null default '00',
	ccy char(3) not null,
	tot_amt bigint not null,
	ord_dt integer not null,
	ord_tm integer not null default 0,
	shp_dt integer not null default 0,
	rem varchar(200),
	slsm_cd char(4),
	"WebOrderId" varchar(20),
	chg_ts timestamp(0) not null,
	chg_usr char(8) not null default '',
	filler_1 char(30)
);
create unique index ord_hdr_x1 on erp.ord_hdr (ord_no);
create index ord_hdr_x2 on erp.ord_hdr (cust_no);
comment on column erp.ord_hdr.stat is 'O open, P picked, S shipped, X cancelled';
comment on column erp.ord_hdr.tot_amt is 'Total in cents';
comment on column erp.ord_hdr."WebOrderId" is 'Added by the web shop''s connector, in its own spelling';
comment on column erp.ord_hdr.ord_tm is 'HHMMSS, local time of the head office';

create table erp.ord_lin (
	ord_no integer not null,
	lin_no smallint not null,
	prod_cd char(12) not null,
	qty numeric(12,3) not null,
	unit_prc bigint not null,
	disc_bp smallint not null default 0,
	lin_amt bigint not null,
	chg_ts timestamp(0) not null,
	filler_1 char(10),
	filler_2 char(10)
);
create unique index ord_lin_x1 on erp.ord_lin (ord_no, lin_no);
comment on column erp.ord_lin.disc_bp is 'Discount in basis points';

create table erp.pay_trx (
	pay_no integer not null,
	ord_no integer not null,
	meth_cd char(2) not null,
	amt bigint not null,
	pay_dt integer not null,
	card_no char(19),
	ref_txt varchar(40),
	chg_ts timestamp(0) not null,
	filler_1 char(10)
);
create unique index pay_trx_x1 on erp.pay_trx (pay_no);
create index pay_trx_x2 on erp.pay_trx (ord_no);
comment on column erp.pay_trx.meth_cd is 'CC card, BT bank transfer, DD direct debit, CA cash';

create table erp.ref_currency (code char(3) primary key, name varchar(40) not null, decimals smallint not null);
create table erp.ref_unit (code char(3) primary key, name varchar(40) not null);
create table erp.ref_carrier (code char(4) primary key, name varchar(40) not null, url varchar(120));

create table erp.sys_ctl (
	ctl_key char(10) not null,
	ctl_val varchar(80)
);
comment on table erp.sys_ctl is 'Number ranges and switches of the batch';

create table erp.tmp_ord_imp (
	imp_no integer,
	raw_txt varchar(400),
	err_cd char(4)
);

create table erp.tmp_price (
	prod_cd char(12),
	prc bigint
);

create table erp.audit_log (
	log_no bigint not null,
	log_ts timestamp(0) not null,
	usr char(8) not null,
	tab char(12) not null,
	key_txt varchar(40) not null,
	old_val varchar(200),
	new_val varchar(200)
);
create unique index audit_log_x1 on erp.audit_log (log_no);
