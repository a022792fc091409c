import { expect, test } from 'vitest';
import { isWithin, parseTolerance } from '../../../server/src/core/reconcile/tolerance';

test.each([
	['0.005', 'numeric(12,2)', '10.00', '10.01', false],
	['0.01', 'numeric(12,2)', '10.00', '10.01', true],
	['0.01', 'numeric(12,2)', '-10.00', '-10.01', true],
	['0.01', 'numeric', '10', '9.9899999999999999999999', false],
	['1', 'bigint', '9223372036854775807', '9223372036854775806', true],
	['1%', 'numeric', '-200', '-202', true],
	['1 %', 'numeric', '200.00', '202.0001', false],
	['0.1%', 'integer', '0', '1', false],
	['1e-3', 'double precision', '1e-3', '0.002', true],
	['1e-4', 'double precision', '1e-3', '0.002', false],
	['1', 'double precision', 'NaN', '1', false],
	['1', 'numeric', null, '1', false],
	['90s', 'timestamp(3) with time zone', '2024-01-01 00:00:00+00', '2024-01-01 00:01:30+00', true],
	['90s', 'timestamp with time zone', '2024-01-01 00:00:00+00', '2024-01-01 00:01:30.000001+00', false],
	['1h30m', 'timestamp without time zone', '2024-02-29 23:00:00', '2024-03-01 00:30:00', true],
	['1d', 'date', '2023-12-31', '2024-01-01', true],
	['1d', 'date', '0001-12-31 BC', '0001-01-01', true],
	['1d', 'date', 'infinity', '2024-01-01', false],
	['1d', 'date', '294276-12-31', '294276-12-30', false],
])('within %s of %s: %s and %s', (text, type, source, target, expected) => {
	const tolerance = parseTolerance(text, type);
	expect(tolerance).not.toBe('invalid');
	if (tolerance !== 'invalid') expect(isWithin(tolerance, source, target)).toBe(expected);
});

test.each([
	['90s', 'integer'],
	['0.1', 'text'],
	['1%', 'date'],
	['-1', 'numeric'],
	['much', 'numeric'],
])('%s says nothing for %s', (text, type) => {
	expect(parseTolerance(text, type)).toBe('invalid');
});
