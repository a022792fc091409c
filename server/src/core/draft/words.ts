/** What a name of a table or a column says, as words that another naming of the same thing shares. Knows habits of naming, no language. */

/** Short forms of columns and tables of business systems, and words of one meaning. A value of two words is two words. */
const shortForms = {
	acct: 'account',
	act: 'active',
	addr: 'address',
	amt: 'amount',
	at: 'date',
	bal: 'balance',
	bdate: 'birth date',
	bp: 'percent',
	cat: 'category',
	ccy: 'currency',
	cd: 'code',
	chg: 'updated',
	changed: 'updated',
	cnt: 'count',
	counted: 'count',
	cr: 'credit',
	crt: 'created',
	ctry: 'country',
	cur: 'currency',
	cust: 'customer',
	del: 'deleted',
	deliv: 'delivery',
	dept: 'department',
	descr: 'description',
	desc: 'description',
	disc: 'discount',
	dob: 'birth date',
	dsc: 'description',
	dt: 'date',
	emp: 'employee',
	firstname: 'first name',
	fname: 'first name',
	grp: 'group',
	hdr: 'header',
	identifier: 'id',
	inserted: 'created',
	inv: 'invoice',
	item: 'line',
	lang: 'language',
	lastname: 'last name',
	lim: 'limit',
	lin: 'line',
	lname: 'last name',
	ln: 'line',
	loc: 'location',
	meth: 'method',
	mod: 'updated',
	modified: 'updated',
	mst: 'master',
	nm: 'name',
	no: 'number',
	nr: 'number',
	num: 'number',
	on: 'date',
	ord: 'order',
	paid: 'payment',
	pay: 'payment',
	pct: 'percent',
	pos: 'position',
	prc: 'price',
	prod: 'product',
	qty: 'quantity',
	ref: 'reference',
	rsv: 'reserved',
	seq: 'position',
	ship: 'shipped',
	sku: 'product code',
	stat: 'status',
	stk: 'stock',
	surname: 'last name',
	tel: 'phone',
	telephone: 'phone',
	tot: 'total',
	trx: 'transaction',
	ts: 'date',
	txt: 'text',
	upd: 'updated',
	usr: 'user',
	val: 'value',
	wgt: 'weight',
	whs: 'warehouse',
	zip: 'postal code',
};
const meanings: ReadonlyMap<string, string> = new Map(Object.entries(shortForms));

/** Words that tell what a table is made of rather than of what it is. */
const fillers: ReadonlySet<string> = new Set([
	'master',
	'header',
	'table',
	'tbl',
	'data',
	'record',
	'list',
	'detail',
	'at',
	'on',
	'of',
	'flag',
]);
const fillerWeight = 0.25;

/** Words that tell one row from the others, whatever a system calls it. */
export const naming: ReadonlySet<string> = new Set(['id', 'number', 'code', 'key']);

/** In lower case, one by one, short forms written out, without plurals. */
export function wordsOf(name: string): readonly string[] {
	const spaced = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').toLowerCase();
	const words = spaced.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
	return words.flatMap(word => (meanings.get(word) ?? singular(word)).split(' '));
}

function singular(word: string): string {
	const one = word.replace(/ies$/, 'y').replace(/(ss|x|ch|sh)es$/, '$1');
	const without = one === word && /[^su]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : one;
	return meanings.get(without) ?? without;
}

/** From 0 to 1: how much of both namings has a partner in the other. Names that say nothing are alike to none. */
export function likeness(one: readonly string[], other: readonly string[]): number {
	const total = weightOf(one) + weightOf(other);
	if (total === 0) return 0;
	const free = [...other];
	let shared = 0;
	for (const word of one) {
		const best = free.reduce((found, partner, at) => {
			const value = wordLikeness(word, partner);
			return value > found.value ? { value, at } : found;
		}, none);
		const partner = free[best.at];
		if (partner === undefined) continue;
		shared += best.value * (weight(word) + weight(partner));
		free.splice(best.at, 1);
	}
	return shared / total;
}

const none = { value: 0, at: -1 };

function weightOf(words: readonly string[]): number {
	return words.reduce((sum, word) => sum + weight(word), 0);
}

function weight(word: string): number {
	return fillers.has(word) ? fillerWeight : 1;
}

function wordLikeness(one: string, other: string): number {
	if (one === other) return 1;
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	if (naming.has(one) && naming.has(other)) return 0.7;
	if (short.length >= 3 && long.startsWith(short)) return 0.8;
	return isShortFor(short, long) ? 0.6 : 0;
}

/** Whether it has the same first letter and goes on with letters of the long one in their order, at least with a third of them. */
function isShortFor(short: string, long: string): boolean {
	if (short.length < 2 || short.length * 3 < long.length || short.length === long.length || short[0] !== long[0]) return false;
	let found = 0;
	for (const letter of long) if (letter === short[found]) found++;
	return found === short.length;
}
