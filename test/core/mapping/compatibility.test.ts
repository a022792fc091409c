/** The table of compatibility, read aloud: a source type, a target type, and what becomes of the values. */

import { expect, test } from 'vitest';

import { catalogLookup } from '../../../server/src/core/catalog/lookup';
import { compatibilityOf } from '../../../server/src/core/mapping/compatibility';
import { catalogText } from '../../support/catalogText';

const source = catalogLookup(catalogText('enum erp.status: open, lost\ndomain erp.code: varchar(8)\ncomposite erp.point(x int)'), ['erp']);
const target = catalogLookup(
	catalogText(
		'enum app.status: open, closed\nenum app.more: open, lost, closed\ndomain app.code: varchar(4)\ncast integer as app.status assignment',
	),
	['app'],
);

test.each([
	'integer > bigint: fits',
	'bigint > integer: fits, narrowing-range',
	'integer > smallint: fits, narrowing-range',
	'integer > numeric(12,2): fits',
	'bigint > numeric(12,2): fits, narrowing-range',
	'integer > double precision: fits',
	'bigint > double precision: fits, lossy-float',
	'integer > real: fits, lossy-float',
	'numeric(9,0) > integer: fits',
	'numeric(10,0) > integer: fits, narrowing-range',
	'numeric(10,2) > numeric(12,2): fits',
	'numeric(10,2) > numeric(10,4): fits, narrowing-range',
	'numeric(10,4) > numeric(12,2): fits, narrowing-precision',
	'numeric > numeric(12,2): fits, narrowing-precision, narrowing-range',
	'numeric(10,2) > numeric: fits',
	'numeric(10,2) > double precision: fits',
	'real > double precision: fits',
	'double precision > real: fits, lossy-float',
	'double precision > numeric: fits, lossy-float',
	'money > numeric(12,2): fits',
	'boolean > integer: never',
	'integer > boolean: never',
	'integer > date: never',
	'date > integer: never',
	'uuid > bytea: never',
	'uuid > uuid: fits',
	'character varying(20) > character varying(20): fits',
	'character varying(20) > character varying(10): fits, narrowing-length',
	'character varying(20) > text: fits',
	'text > character varying(10): fits, narrowing-length',
	'integer > text: fits',
	'text > integer: parsed, needs-cast',
	'text > uuid: parsed, needs-cast',
	'text > app.status: parsed, needs-cast',
	'date > timestamp without time zone: fits',
	'date > timestamp with time zone: fits, time-zone-assumed',
	'timestamp without time zone > timestamp with time zone: fits, time-zone-assumed',
	'timestamp with time zone > timestamp without time zone: fits, time-zone-lost',
	'timestamp with time zone > date: fits, time-zone-lost',
	'timestamp without time zone > date: fits, narrowing-precision',
	'timestamp without time zone > timestamp(0) without time zone: fits, narrowing-precision',
	'timestamp(3) with time zone > timestamp with time zone: fits',
	'time without time zone > interval: fits',
	'jsonb > json: fits',
	'jsonb > text: fits, json-to-text',
	'jsonb > integer: never',
	'integer[] > bigint[]: fits',
	'bigint[] > integer[]: fits, narrowing-range',
	'integer[] > integer: never',
	'integer > integer[]: never',
	'erp.status > app.status: parsed, enum-value-missing',
	'erp.status > app.more: parsed',
	'erp.status > text: fits',
	'erp.status > integer: never',
	'erp.code > app.code: fits, narrowing-length',
	'erp.code > character varying(8): fits',
	'erp.point > app.code: fits',
	'integer > app.status: fits',
])('%s', line => {
	const [from = '', to = ''] = line.slice(0, line.indexOf(':')).split(' > ');
	const { assignment, losses } = compatibilityOf(from, to, { source, target });
	expect(`${from} > ${to}: ${[assignment, ...losses].join(', ')}`).toBe(line);
});

test('an expression without modifiers promises nothing', () => {
	const losses = (from: string, to: string) => compatibilityOf(from, to, {}, false).losses;
	expect(losses('numeric', 'numeric(12,2)')).toEqual([]);
	expect(losses('text', 'character varying(10)')).toEqual([]);
	expect(losses('bigint', 'integer')).toEqual([]);
	expect(losses('numeric(12,4)', 'numeric(12,2)')).toEqual(['narrowing-precision']);
});
