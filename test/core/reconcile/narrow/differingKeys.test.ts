import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differingKeys, packedRows, placeText } from '../../../../server/src/core/reconcile/narrow/differingKeys';
import { addendOf } from '../../../../server/src/core/reconcile/narrow/hashSum';

type Row = readonly [key: bigint, hash: bigint];

/** As the server packs them: each number in nine bytes. */
function packed(rows: readonly Row[]): string | null {
	if (rows.length === 0) return null;
	const bytes = Buffer.alloc(18 * rows.length);
	rows.forEach(([key, hash], i) => {
		bytes.writeBigInt64BE(key, 18 * i);
		bytes.writeBigInt64BE(hash, 18 * i + 9);
	});
	return bytes.toString('base64').replace(/.{76}/g, '$&\n');
}

function difference(source: readonly Row[], target: readonly Row[]): bigint {
	const sum = (rows: readonly Row[]) => rows.reduce((total, [, hash]) => total + addendOf(hash), 0n);
	return BigInt.asUintN(64, sum(source) - sum(target));
}

function find(source: readonly Row[], target: readonly Row[], by = difference(source, target)): readonly bigint[] {
	const { keys } = differingKeys({ rows: packed(source) }, { rows: packed(target) }, { difference: by });
	return [...keys].sort((one, other) => Number(one - other));
}

const rows: readonly Row[] = [
	[-7n, 1n],
	[1n, -5n],
	[2n, 2n ** 62n],
	[9n, 4n],
];

test('missing, extra and changed keys, whatever the order', () => {
	expect(find(rows, [...rows].reverse())).toEqual([]);
	expect(find(rows, rows.slice(1))).toEqual([-7n]);
	expect(find([], rows)).toEqual([-7n, 1n, 2n, 9n]);
	expect(
		find(
			rows,
			rows.map(([key, hash]) => [key, key === 2n ? hash + 1n : hash]),
		),
	).toEqual([2n]);
});

test('a key that stands for more rows on one side', () => {
	const twice: readonly Row[] = [...rows, [9n, 4n]];
	expect(find(twice, rows)).toEqual([9n]);
	expect(find(rows, [[9n, 4n], ...rows])).toEqual([9n]);
});

test('what the rows do not explain makes every key one to look at', () => {
	expect(find(rows, rows, 1n)).toEqual([-7n, 1n, 2n, 9n]);
	expect(find(rows, rows.slice(1), 7n)).toEqual([-7n, 1n, 2n, 9n]);
});

test('rows are counted', () => {
	const counts = [0, 1, 3, 4, 100].map(count => packedRows(packed(Array.from({ length: count }, (_, i) => [BigInt(i), 0n]))));
	expect(counts).toEqual([0, 1, 3, 4, 100]);
});

test('random rows: the keys that a comparison of maps finds', () => {
	const key = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
	const side = fc.uniqueArray(fc.tuple(key, fc.bigInt({ min: -3n, max: 3n })), { selector: ([one]) => one, maxLength: 20 });
	fc.assert(
		fc.property(side, side, side, (common, source, target) => {
			const sides = [source, target].map(own => new Map<bigint, bigint>([...common, ...own]));
			const [of, to] = [sides[0] ?? new Map(), sides[1] ?? new Map()];
			const expected = [...new Set([...of.keys(), ...to.keys()])].filter(one => of.get(one) !== to.get(one));
			expect(new Set(find([...of], [...to]))).toEqual(new Set(expected));
		}),
	);
});

/** Four bytes of a block and two of a row in it, row after row. */
function packedPlaces(places: readonly (readonly [block: number, row: number])[]): string {
	const bytes = Buffer.alloc(6 * places.length);
	places.forEach(([block, row], i) => {
		bytes.writeUInt32BE(block, 6 * i);
		bytes.writeUInt16BE(row, 6 * i + 4);
	});
	return bytes.toString('base64');
}

test('the places of all rows of a key that differs, and of a key that stands for several', () => {
	const source = {
		rows: packed([
			[1n, 5n],
			[2n, 6n],
			[1n, 7n],
		]),
		places: packedPlaces([
			[0, 1],
			[0, 2],
			[4294967295, 65535],
		]),
	};
	const target = {
		rows: packed([
			[1n, 5n],
			[2n, 6n],
		]),
		places: packedPlaces([
			[7, 1],
			[7, 2],
		]),
	};
	const { keys, places } = differingKeys(source, target);
	expect(keys).toEqual([1n]);
	expect(places.source.map(placeText)).toEqual(['(0,1)', '(4294967295,65535)']);
	expect(places.target.map(placeText)).toEqual(['(7,1)']);
});

test('equal rows without a key may be there as often as they like', () => {
	const twice: readonly Row[] = [
		[1n, 5n],
		[1n, 5n],
		[2n, 6n],
	];
	const find = (target: readonly Row[]) => differingKeys({ rows: packed(twice) }, { rows: packed(target) }, { isMultiset: true }).keys;
	expect(find([...twice].reverse())).toEqual([]);
	expect(find(twice.slice(1))).toEqual([1n]);
});
