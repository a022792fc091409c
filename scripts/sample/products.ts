/** The ERP's products, their texts and what is in stock. */

import { type Batch, dayNumber, legacyDate, type Row, timestamp } from './legacyValues';
import { isDeletedProduct, unknownGroupProducts } from './planted';
import { seededRandom } from './random';
import { adjectives, productGroups, textLines, things } from './words';

export const productCount = 2000;

const firstDay = dayNumber(2005, 1, 3);
const lastDay = dayNumber(2026, 9, 30);

/** A product's code as order entry prints it. */
export function productCode(number: number): string {
	return `${productGroups[number % productGroups.length]}-${10_000 + number}`;
}

/** Whether a product takes part in texts, stock and ordinary orders. */
export function isOrdinaryProduct(number: number): boolean {
	return !isDeletedProduct(number) && !unknownGroupProducts.includes(number);
}

/** List price in cents; the same wherever it is asked for. */
export function listPrice(number: number): number {
	return 95 + ((number * 7919) % 60_000);
}

export function* productRows(): Iterable<Batch> {
	const numbers = Array.from({ length: productCount }, (_, index) => index + 1);
	yield {
		table: 'erp.prod_mst',
		columns: [
			'prod_cd',
			'descr',
			'grp_cd',
			'unit_cd',
			'list_prc',
			'wgt_g',
			'ean',
			'act_flag',
			'crt_dt',
			'del_flag',
			'chg_ts',
			'chg_usr',
			'filler_1',
		],
		rows: products(numbers),
	};
	yield {
		table: 'erp.prod_txt',
		columns: ['prod_cd', 'lang_cd', 'lin_no', 'txt', 'chg_ts'],
		rows: texts(numbers.filter(isOrdinaryProduct)),
	};
	yield {
		table: 'erp.stk_bal',
		columns: ['whs', 'prod_cd', 'qty_hand', 'qty_rsv', 'cnt_dt', 'chg_ts', 'filler_1'],
		rows: stock(numbers),
	};
}

function products(numbers: readonly number[]): Row[] {
	const random = seededRandom(2);
	return numbers.map(number => {
		const created = random.whole(firstDay, lastDay);
		return [
			productCode(number),
			`${random.pick(things)} ${random.pick(adjectives)} ${random.whole(1, 99)}${random.chance(0.1) ? '  ' : ''}`,
			unknownGroupProducts.includes(number) ? '??' : (productGroups[number % productGroups.length] ?? ''),
			random.pick(['PCE', 'PCE', 'PCE', 'BOX', 'KG', 'M']),
			String(listPrice(number)),
			random.chance(0.1) ? null : String(random.whole(5, 90_000)),
			random.chance(0.2) ? '' : `40${String(random.whole(0, 99_999_999_999)).padStart(11, '0')}`,
			random.pick(['Y', 'Y', 'J', 'N']),
			number % 30 === 0 ? '0' : legacyDate(created),
			isDeletedProduct(number) ? 'Y' : 'N',
			timestamp(random.whole(created, lastDay), random.whole(0, 86_399)),
			'BATCH',
			'',
		];
	});
}

function texts(numbers: readonly number[]): Row[] {
	const random = seededRandom(3);
	const rows: Row[] = [];
	for (const number of numbers) {
		for (const language of number % 3 === 0 ? (['D', 'E', 'F'] as const) : (['D', 'E'] as const)) {
			const lines = random.whole(1, 3);
			for (let line = 1; line <= lines; line++) {
				const changed = timestamp(random.whole(firstDay, lastDay), random.whole(0, 86_399));
				rows.push([productCode(number), language, String(line), random.pick(textLines[language]), changed]);
			}
		}
	}
	return rows;
}

function stock(numbers: readonly number[]): Row[] {
	const random = seededRandom(4);
	const rows: Row[] = [];
	const add = (warehouse: string, number: number) => {
		const onHand = random.chance(0.02) ? -random.whole(1, 9) : random.whole(0, 900);
		const counted = random.chance(0.1) ? '0' : legacyDate(random.whole(dayNumber(2026, 1, 2), lastDay));
		const changed = timestamp(random.whole(firstDay, lastDay), random.whole(0, 86_399));
		rows.push([warehouse, productCode(number), String(onHand), String(random.whole(0, 20)), counted, changed, '']);
	};
	for (const number of numbers.filter(isOrdinaryProduct)) for (const warehouse of ['HAM', 'BER', 'M2', 'VIE']) add(warehouse, number);
	// What the closed warehouse still has on its books is left out; the rest of these cannot be loaded.
	for (let number = 1; number <= 150; number++) add('Z1', number);
	for (const number of [11, 12, 13, 14]) add('??', number);
	for (const number of [83, 166, 249]) add('HAM', number);
	for (const number of unknownGroupProducts.slice(0, 2)) add('HAM', number);
	return rows;
}
