/**
 * What is wrong in the ERP's rows, at fixed keys, so that the numbers of rejected rows are known beforehand.
 * `examples/legacy-erp-to-cloud/database/defects.json` says the same for people and tests.
 */

/** Customers. Partners that are a multiple of 97 are deleted. */
export const unknownStatusCustomers: readonly number[] = [301, 1302, 2303, 3304, 4305, 5306];
export const badDateCustomers: ReadonlyMap<number, string> = new Map([
	[611, '20190231'],
	[1612, '20201301'],
	[2613, '19990000'],
	[3614, '20210431'],
]);
/** Partners of the deleted partner 97, and of one that never existed. */
export const lostParents: ReadonlyMap<number, number> = new Map([
	[1201, 97],
	[2201, 97],
	[3201, 97],
	[4201, 97],
	[5201, 97],
	[6201, 99_999],
	[7201, 99_999],
]);
export const rejectedCustomers: readonly number[] = [...unknownStatusCustomers, ...badDateCustomers.keys()];
/** The one rejected customer that has shipping addresses: two. */
export const rejectedCustomerWithDeliveries = 301;
/** From here on partners have no orders, no shipping address and no children. */
export const firstQuietCustomer = 11_901;

export const isDeletedCustomer = (number: number): boolean => number % 97 === 0;

/** Products, by running number. Multiples of 83 are deleted. */
export const unknownGroupProducts: readonly number[] = [501, 1002, 1503];

export const isDeletedProduct = (number: number): boolean => number % 83 === 0;

/** Orders, by the offset to the first order number: a class starts at `first` and takes `count` orders, a thousand apart. */
const orderSeries = {
	unknownStatus: { first: 10_001, count: 7 },
	badDate: { first: 10_002, count: 5 },
	noCustomer: { first: 10_003, count: 12 },
	deletedCustomer: { first: 10_004, count: 15 },
	rejectedCustomer: { first: 10_005, count: 20 },
	closedWarehouse: { first: 10_006, count: 8 },
	/** Only the order's first line refers to a product that is unknown, rejected or deleted. */
	unknownProduct: { first: 20_011, count: 9 },
	rejectedProduct: { first: 20_012, count: 5 },
	deletedProduct: { first: 20_013, count: 11 },
	/** The order has a payment of an unknown method. */
	unknownMethod: { first: 20_014, count: 3 },
} as const;

export type OrderDefect = keyof typeof orderSeries;

/** What is planted in an order, with its running number in the class. */
export function orderDefect(offset: number): { readonly kind: OrderDefect; readonly index: number } | undefined {
	for (const [kind, { first, count }] of Object.entries(orderSeries) as [OrderDefect, { first: number; count: number }][]) {
		const index = (offset - first) / 1000;
		if (Number.isInteger(index) && index >= 0 && index < count) return { kind, index };
	}
	return undefined;
}

export const orphanLineCount = 25;
