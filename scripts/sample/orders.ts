/** The ERP's orders with their lines and payments, five thousand orders at a time. */

import { customerCount } from './customers';
import { type Batch, dayNumber, legacyDate, legacyTime, type Row, timestamp } from './legacyValues';
import {
	badDateCustomers,
	firstQuietCustomer,
	isDeletedCustomer,
	type OrderDefect,
	orderDefect,
	orphanLineCount,
	rejectedCustomers,
	unknownGroupProducts,
} from './planted';
import { isOrdinaryProduct, listPrice, productCode, productCount } from './products';
import { type Random, seededRandom } from './random';

export const orderCount = 50_000;

const firstOrderNo = 500_000;
const firstDay = dayNumber(2019, 1, 2);
const lastDay = dayNumber(2026, 9, 30);
const ordersPerBatch = 5000;

interface Rows {
	readonly orders: Row[];
	readonly lines: Row[];
	readonly payments: Row[];
}

interface Line {
	readonly product: string;
	readonly quantity: number;
	readonly price: number;
	readonly discount: number;
	readonly amount: number;
}

export function* orderRows(): Iterable<Batch> {
	const random = seededRandom(5);
	for (let first = 1; first <= orderCount; first += ordersPerBatch) {
		const rows: Rows = { orders: [], lines: [], payments: [] };
		for (let offset = first; offset < first + ordersPerBatch; offset++) addOrder(rows, random, offset);
		yield* batches(rows);
	}
	const orphans: Rows = { orders: [], lines: [], payments: [] };
	for (let index = 1; index <= orphanLineCount; index++) addLine(orphans, 999_000 + index, 1, line(random, 'HW-10008', 200), lastDay);
	yield* batches(orphans);
}

function* batches(rows: Rows): Iterable<Batch> {
	yield {
		table: 'erp.ord_hdr',
		columns: [
			'ord_no',
			'cust_no',
			'whs',
			'stat',
			'pay_cd',
			'ccy',
			'tot_amt',
			'ord_dt',
			'ord_tm',
			'shp_dt',
			'rem',
			'slsm_cd',
			'"WebOrderId"',
			'chg_ts',
			'chg_usr',
			'filler_1',
		],
		rows: rows.orders,
	};
	yield {
		table: 'erp.ord_lin',
		columns: ['ord_no', 'lin_no', 'prod_cd', 'qty', 'unit_prc', 'disc_bp', 'lin_amt', 'chg_ts', 'filler_1', 'filler_2'],
		rows: rows.lines,
	};
	yield {
		table: 'erp.pay_trx',
		columns: ['pay_no', 'ord_no', 'meth_cd', 'amt', 'pay_dt', 'card_no', 'ref_txt', 'chg_ts', 'filler_1'],
		rows: rows.payments,
	};
}

function addOrder(rows: Rows, random: Random, offset: number): void {
	const number = firstOrderNo + offset;
	const defect = orderDefect(offset);
	const is = (kind: OrderDefect) => defect?.kind === kind;
	// Order numbers grow with time, as they do in a shop.
	const day = firstDay + Math.floor((offset / orderCount) * (lastDay - firstDay));
	const second = random.whole(6 * 3600, 21 * 3600);
	const status = random.pick(day > lastDay - 30 ? ['O', 'P', 'S', 'X'] : ['S', 'S', 'S', 'S', 'S', 'S', 'S', 'S', 'X', 'P']);
	const isShipped = status === 'S';
	const shippedDay = day + random.whole(1, 9);

	const lineCount = random.pick([1, 1, 2, 2, 2, 3, 3, 3, 4, 3]);
	const lines = Array.from({ length: lineCount }, (_, index) => line(random, ...lineProduct(random, index === 0 ? defect : undefined)));
	lines.forEach((each, index) => {
		addLine(rows, number, index + 1, each, day);
	});
	const total = lines.reduce((sum, each) => sum + each.amount, 0);

	rows.orders.push([
		String(number),
		customerOf(random, defect),
		is('closedWarehouse') ? 'Z1' : random.pick(['HAM', 'HAM', 'BER', 'M2', 'VIE']),
		is('unknownStatus') ? '?' : status,
		random.pick(['00', '01', '07', '30', '30', '60']),
		random.pick(['EUR', 'EUR', 'EUR', 'EUR', 'CHF', 'GBP', 'PLN']),
		String(total),
		is('badDate') ? (['20230229', '20221301', '20230631', '20230000', '0'][defect?.index ?? 0] ?? '0') : legacyDate(day),
		legacyTime(second),
		isShipped ? legacyDate(shippedDay) : '0',
		random.chance(0.1) ? random.pick(['Bitte anrufen', ' Liefern bis 12 Uhr ', 'Tor 3; Rampe "B"', '  ']) : null,
		`S${random.whole(100, 140)}`,
		offset % 5 < 2 ? `WEB-${number.toString(36)}` : null,
		timestamp(shippedDay, second),
		'BATCH',
		'',
	]);
	if (isShipped || is('unknownMethod')) addPayment(rows, random, number, total, shippedDay, is('unknownMethod'));
}

function customerOf(random: Random, defect: ReturnType<typeof orderDefect>): string {
	const index = defect?.index ?? 0;
	if (defect?.kind === 'noCustomer') return String(index % 2 === 0 ? 0 : 88_000 + index);
	if (defect?.kind === 'deletedCustomer') return String(97 * (index + 1));
	if (defect?.kind === 'rejectedCustomer') return String(rejectedCustomers[index % rejectedCustomers.length]);
	for (;;) {
		const number = random.whole(1, Math.min(customerCount, firstQuietCustomer - 1));
		if (!isDeletedCustomer(number) && !rejectedCustomers.includes(number) && !badDateCustomers.has(number)) return String(number);
	}
}

/** Code and price of a line's product; about one code in thirty is typed in small letters. */
function lineProduct(random: Random, defect: ReturnType<typeof orderDefect>): [string, number] {
	const index = defect?.index ?? 0;
	if (defect?.kind === 'unknownProduct') return [`GONE-${index}`, 1000];
	if (defect?.kind === 'rejectedProduct') return [productCode(unknownGroupProducts[index % 3] ?? 0), 1000];
	if (defect?.kind === 'deletedProduct') return [productCode(83 * (index + 1)), 1000];
	for (;;) {
		const number = random.whole(1, productCount);
		if (!isOrdinaryProduct(number)) continue;
		const code = productCode(number);
		return [random.chance(0.03) ? code.toLowerCase() : code, listPrice(number)];
	}
}

function line(random: Random, product: string, price: number): Line {
	const quantity = random.chance(0.05) ? random.whole(1, 40) / 4 : random.whole(1, 12);
	const discount = random.pick([0, 0, 0, 0, 250, 500, 1000]);
	return { product, quantity, price, discount, amount: Math.round((quantity * price * (10_000 - discount)) / 10_000) };
}

function addLine(rows: Rows, order: number, position: number, each: Line, day: number): void {
	rows.lines.push([
		String(order),
		String(position),
		each.product,
		String(each.quantity),
		String(each.price),
		String(each.discount),
		String(each.amount),
		timestamp(day, 60_000 + position),
		'',
		null,
	]);
}

function addPayment(rows: Rows, random: Random, order: number, amount: number, day: number, isUnknown: boolean): void {
	const method = isUnknown ? 'XX' : random.pick(['CC', 'CC', 'BT', 'DD', 'CA']);
	const card = `4${random.whole(100, 999)} ${random.whole(1000, 9999)} ${random.whole(1000, 9999)} ${random.whole(1000, 9999)}`;
	rows.payments.push([
		String(order * 10),
		String(order),
		method,
		String(amount),
		legacyDate(day),
		method === 'CC' ? card : '',
		method === 'BT' ? `RE ${order}` : null,
		timestamp(day, 72_000),
		'',
	]);
}
