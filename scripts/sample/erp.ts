/** All rows of the sample ERP: about 264,000 in 16 tables, the same on every machine. Opens no database. */

import { customerRows } from './customers';
import { type Batch, dayNumber, type Row, timestamp } from './legacyValues';
import { orderRows } from './orders';
import { productCode, productRows } from './products';
import { seededRandom } from './random';

/** The rows of `examples/legacy-erp-to-cloud/database/source.sql`; a table may come in several batches. */
export function* sourceRows(): Iterable<Batch> {
	yield* customerRows();
	yield* productRows();
	yield* orderRows();
	yield* referenceRows();
	yield* scratchRows();
}

function* referenceRows(): Iterable<Batch> {
	yield {
		table: 'erp.whs_mst',
		columns: ['whs', 'nm', 'act_flag'],
		rows: [
			['HAM', 'Hamburg', 'Y'],
			['BER', 'Berlin', 'Y'],
			['M2', 'Muenchen 2', 'Y'],
			['VIE', 'Wien', 'Y'],
			['Z1', 'Zwickau', 'N'],
		],
	};
	yield {
		table: 'erp.ref_currency',
		columns: ['code', 'name', 'decimals'],
		rows: [
			['EUR', 'Euro', '2'],
			['CHF', 'Schweizer Franken', '2'],
			['GBP', 'Pound sterling', '2'],
			['PLN', 'Złoty', '2'],
			['JPY', 'Yen', '0'],
		],
	};
	yield {
		table: 'erp.ref_unit',
		columns: ['code', 'name'],
		rows: [
			['PCE', 'Piece'],
			['BOX', 'Box'],
			['KG', 'Kilogram'],
			['M', 'Metre'],
			['L', 'Litre'],
		],
	};
	yield {
		table: 'erp.ref_carrier',
		columns: ['code', 'name', 'url'],
		rows: [
			['DHL', 'DHL', 'https://dhl.example'],
			['UPS', 'UPS', 'https://ups.example'],
			['SELF', 'Selbstabholung', null],
		],
	};
	yield {
		table: 'erp.sys_ctl',
		columns: ['ctl_key', 'ctl_val'],
		rows: [
			['ORDNO', '550001'],
			['CUSTNO', '12001'],
			['DAYEND', 'OK'],
		],
	};
}

function* scratchRows(): Iterable<Batch> {
	const random = seededRandom(6);
	const day = dayNumber(2026, 9, 30);
	const rows = (count: number, row: (index: number) => Row) => Array.from({ length: count }, (_, index) => row(index + 1));
	yield {
		table: 'erp.tmp_ord_imp',
		columns: ['imp_no', 'raw_txt', 'err_cd'],
		rows: rows(200, index => [String(index), `H;${index};${random.whole(1, 9999)}`, random.chance(0.1) ? 'E012' : '']),
	};
	yield {
		table: 'erp.tmp_price',
		columns: ['prod_cd', 'prc'],
		rows: rows(50, index => [productCode(index), String(random.whole(100, 9999))]),
	};
	yield {
		table: 'erp.audit_log',
		columns: ['log_no', 'log_ts', 'usr', 'tab', 'key_txt', 'old_val', 'new_val'],
		rows: rows(4000, index => [
			String(index),
			timestamp(day - random.whole(0, 900), random.whole(0, 86_399)),
			random.pick(['BATCH', 'MEIER', 'KOWALSKI']),
			'CUST_MST',
			String(random.whole(1, 12_000)),
			random.pick(['A', 'I']),
			random.pick(['A', 'I']),
		]),
	};
}
