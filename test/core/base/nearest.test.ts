import { expect, test } from 'vitest';

import { nearestName } from '../../../server/src/core/base/nearest';

test.each([
	['custmers', ['customers', 'orders'], 'customers'],
	['lowr', ['upper', 'lower'], 'lower'],
	['NAME', ['name'], 'name'],
	['firstname', ['fname', 'lname'], 'fname'],
	['cust_status', ['order_status', 'customer_status'], 'customer_status'],
	['order_lines', ['orders', 'customers'], undefined],
	['cust', ['customer', 'custom_er'], 'customer'],
	['cst', ['coast', 'const'], undefined],
	['d', ['c', 'e'], undefined],
	['name', ['name'], undefined],
	['x', [], undefined],
])('%s among %j is %s', (name, candidates, nearest) => {
	expect(nearestName(name, candidates)).toBe(nearest);
});
