/** The ERP's business partners and their addresses. */

import { type Batch, dayNumber, legacyDate, type Row, timestamp } from './legacyValues';
import {
	badDateCustomers,
	firstQuietCustomer,
	isDeletedCustomer,
	lostParents,
	rejectedCustomers,
	rejectedCustomerWithDeliveries,
	unknownStatusCustomers,
} from './planted';
import { type Random, seededRandom } from './random';
import { companyKinds, countries, firstNames, lastNames, streets, trades } from './words';

export const customerCount = 12_000;

const firstDay = dayNumber(1998, 1, 5);
const lastDay = dayNumber(2026, 9, 30);
const signs = countries.flatMap(country => Array.from({ length: country.weight }, () => country));

export function* customerRows(): Iterable<Batch> {
	const random = seededRandom(1);
	const customers: Row[] = [];
	const addresses: Row[] = [];
	for (let number = 1; number <= customerCount; number++) {
		customers.push(customer(random, number));
		addresses.push(...addressesOf(random, number));
	}
	yield {
		table: 'erp.cust_mst',
		columns: [
			'cust_no',
			'fname',
			'lname',
			'email',
			'phone',
			'fax_no',
			'stat_cd',
			'parent_no',
			'cr_lim',
			'vat_id',
			'lang_cd',
			'crt_dt',
			'del_flag',
			'chg_ts',
			'chg_usr',
			'filler_1',
			'filler_2',
		],
		rows: customers,
	};
	yield {
		table: 'erp.cust_addr',
		columns: ['cust_no', 'addr_type', 'seq_no', 'line_1', 'line_2', 'zip', 'city', 'ctry', 'chg_ts', 'filler_1'],
		rows: addresses,
	};
}

function customer(random: Random, number: number): Row {
	const isCompany = random.chance(0.3);
	const lastName = random.pick(lastNames);
	const firstName = isCompany ? null : random.pick(firstNames);
	const name = isCompany ? `${lastName} ${random.pick(trades)} ${random.pick(companyKinds)}` : lastName;
	const created = random.whole(firstDay, lastDay);
	const phone = random.chance(0.9) ? `+49 ${random.whole(30, 899)} ${random.whole(100_000, 999_999)}` : null;
	const fax = random.chance(0.2) ? `+49 ${random.whole(30, 899)} ${random.whole(1000, 9999)}` : null;
	const status = random.pick(['A', 'A', 'A', 'A', 'A', 'I', 'P']);
	const parent = number > 200 && number < firstQuietCustomer && random.chance(0.05) ? random.whole(1, 96) : 0;
	const limit = random.chance(0.1) ? null : String(random.whole(0, 500) * 10_000 + random.whole(0, 1) * 50);
	return [
		String(number),
		firstName,
		name,
		email(random, firstName ?? 'info', lastName, number),
		phone,
		fax,
		unknownStatusCustomers.includes(number) ? 'Z' : status,
		String(lostParents.get(number) ?? parent),
		limit,
		isCompany ? `DE${random.whole(100_000_000, 999_999_999)}` : '',
		random.pick(['D', 'D', 'D', 'E', 'F', null]),
		badDateCustomers.get(number) ?? (number % 41 === 0 ? '0' : legacyDate(created)),
		isDeletedCustomer(number) ? 'Y' : number % 50 === 3 ? null : 'N',
		timestamp(random.whole(created, lastDay), random.whole(0, 86_399)),
		random.pick(['BATCH', 'MEIER', 'KOWALSKI']),
		'',
		null,
	];
}

/** Mixed case, padding, blanks, addresses without an @, and some that several partners share. */
function email(random: Random, first: string, last: string, number: number): string | null {
	const plain = (text: string) => text.normalize('NFD').replaceAll(/[^A-Za-z]/g, '');
	const address = `${plain(first)}.${plain(last)}${number}@example.com`;
	const kind = random.whole(1, 100);
	if (kind <= 2) return null;
	if (kind <= 4) return '   ';
	if (kind <= 7) return address.replace('@', ' at ').toLowerCase();
	if (kind <= 9) return `einkauf@${plain(last).toLowerCase()}.example`;
	if (kind <= 40) return ` ${address}`;
	return address.toLowerCase();
}

function addressesOf(random: Random, number: number): Row[] {
	const rows: Row[] = [];
	const add = (type: string, position: number, second: string | null) => {
		const { sign, towns } = random.pick(signs);
		rows.push([
			String(number),
			type,
			String(position),
			`${random.pick(streets)} ${random.whole(1, 180)}`,
			second,
			String(random.whole(1000, 99_999)).padStart(5, '0'),
			random.pick(towns),
			sign,
			timestamp(random.whole(firstDay, lastDay), random.whole(0, 86_399)),
			'',
		]);
	};
	if (number % 60 !== 7) add('B', 1, null);
	const deliveries = deliveryCount(random, number);
	for (let position = 1; position <= deliveries; position++) add('S', position, random.chance(0.2) ? `Tor ${position}` : '  ');
	if (number % 70 === 0) add('X', 1, null);
	return rows;
}

function deliveryCount(random: Random, number: number): number {
	if (number === rejectedCustomerWithDeliveries) return 2;
	const hasNone = number >= firstQuietCustomer || isDeletedCustomer(number) || rejectedCustomers.includes(number);
	return hasNone || random.chance(0.6) ? 0 : random.whole(1, 2);
}
