import { beforeAll, describe, expect, test } from 'vitest';
import { convert, guardedCast } from '../../../server/src/core/sql/dialects/postgres';
import { quoteLiteral } from '../../../server/src/core/sql/quote';
import { plainSql } from '../../../server/src/core/sql/template';
import { freshDatabase, type TestDatabase } from '../../support/postgres';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});

/** Each input as `type`, null for what is refused. The inputs are rows of a table, so that no constant is folded. */
async function convertAll(
	inputs: readonly string[],
	sourceType: string,
	type: string,
	version: number,
): Promise<readonly (string | null)[]> {
	const made = convert(plainSql('s.v'), sourceType, type, version);
	const values = inputs.map((input, index) => `(${index}, ${quoteLiteral(input)}::${sourceType})`).join(', ');
	const rows = await database.run(
		`set timezone = 'UTC'; select (${guardedCast(made).text})::text from (values ${values}, (99, null)) s(i, v) order by i`,
	);
	expect(rows.at(-1)).toEqual([null]);
	return rows.slice(0, -1).map(([value]) => value ?? null);
}

const nasty = [
	'',
	' ',
	'x',
	'0',
	' 12 ',
	'-5',
	'+7',
	'1.5',
	'.5',
	'1.',
	'1e5',
	'1e99',
	'1e999',
	'-1e-99',
	'99999999999999999999',
	'0x1F',
	'1_000',
	'NaN',
	'Infinity',
	'9'.repeat(200),
	'2024-02-29',
	'2023-02-29',
	'2024-2-9',
	'0000-01-01',
	'2024-13-01',
	'20240229',
	'today',
	'2024-02-29 24:00',
	'2024-02-29 23:59:60',
	'2024-02-29 10:11',
	'2024-02-29T10:11:12.123456',
	'2024-02-29 10:11:12+02',
	'2024-02-29 10:11:12 +15:00',
	'2024-02-29 10:11Z',
	'10:11',
	'24:00',
	'10:11:12.5',
	'10:11+01',
	'1 day',
	'1 day 02:00',
	'3 mons 2 days',
	'P1D',
	'1 parsec',
	'true',
	'T',
	'yes',
	'of',
	'off',
	'1',
	'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
	'a0eebc999c0b4ef8bb6d6bb9bd380a11',
	'a0eebc99-9c0b',
	'\\xdead',
	'\\xdea',
	'\\',
	'plain bytes',
	"it's",
	'é',
] as const;

const types = [
	'smallint',
	'integer',
	'bigint',
	'numeric',
	'numeric(6,2)',
	'real',
	'double precision',
	'boolean',
	'date',
	'timestamp without time zone',
	'timestamp(3) with time zone',
	'time without time zone',
	'time with time zone',
	'interval',
	'uuid',
	'bytea',
];

describe('text as another type', () => {
	// On the server of the tests both ways can be compared: what the patterns let through must be what the type's own reader makes of it.
	test.each(types)('%s: no text aborts, and patterns accept nothing that PostgreSQL refuses', async type => {
		const asked = await convertAll(nasty, 'text', type, 160000);
		const matched = await convertAll(nasty, 'text', type, 130000);
		const accepted = nasty.filter((_, index) => matched[index] !== null);
		expect(accepted.length).toBeGreaterThan(0);
		expect(matched.filter(value => value !== null)).toEqual(asked.filter((_, index) => matched[index] !== null));
	});

	test('patterns accept the forms that databases write', async () => {
		expect(await convertAll(['2024-02-29', '2000-02-29', '1900-02-29', '0400-02-29'], 'text', 'date', 130000)).toEqual([
			'2024-02-29',
			'2000-02-29',
			null,
			'0400-02-29',
		]);
		expect(await convertAll(['2024-02-29 10:11:12+02', '2024-02-29 10:11:12.5Z'], 'text', 'timestamp with time zone', 130000)).toEqual([
			'2024-02-29 08:11:12+00',
			'2024-02-29 10:11:12.5+00',
		]);
		expect(await convertAll(['1 day 02:00', '3 mons 2 days', '1 fortnight'], 'text', 'interval', 130000)).toEqual([
			'1 day 02:00:00',
			'3 mons 2 days',
			null,
		]);
		expect(await convertAll(['32767', '32768', ' -32768 '], 'text', 'smallint', 130000)).toEqual(['32767', null, '-32768']);
		expect(await convertAll(['9999.99', '9999.995', '-10000'], 'text', 'numeric(6,2)', 130000)).toEqual(['9999.99', null, null]);
	});
});

describe.each([130000, 180000])('numbers as other numbers on %i', version => {
	const floats = ['NaN', 'Infinity', '-Infinity', '1e300', '-1e300', '1e-300', '0', '-0', '0.5', '1.5', '9223372036854775807', '32767.4'];
	test.each(['smallint', 'integer', 'bigint', 'numeric', 'numeric(6,2)', 'real', 'double precision'])(
		'double precision to %s never aborts',
		async type => {
			const made = await convertAll(floats, 'double precision', type, version);
			expect(made.slice(6, 7)).toEqual([type === 'numeric(6,2)' ? '0.00' : '0']);
		},
	);
	const numerics = ['NaN', '1e400', '-1e400', '1e-400', '0', '99999999999999999999', '32767.4', '32767.5', '9999.994', '9999.995'];
	test.each(['smallint', 'integer', 'bigint', 'numeric', 'numeric(6,2)', 'real', 'double precision'])(
		'numeric to %s never aborts',
		async type => {
			const made = await convertAll(numerics, 'numeric', type, version);
			expect(made.slice(4, 5)).toEqual([type === 'numeric(6,2)' ? '0.00' : '0']);
		},
	);
	test('what does not fit is refused, what rounds into it is not', async () => {
		expect(await convertAll(['32767.4', '32767.5', '-32768.4'], 'numeric', 'smallint', version)).toEqual(['32767', null, '-32768']);
		expect(await convertAll(['9223372036854774784', '9223372036854775807'], 'double precision', 'bigint', version)).toEqual([
			'9223372036854774784',
			null,
		]);
		expect(await convertAll(['40000', '3'], 'integer', 'smallint', version)).toEqual([null, '3']);
		expect(await convertAll(['9999.994', '9999.995'], 'numeric', 'numeric(6,2)', version)).toEqual(['9999.99', null]);
		expect(await convertAll(['true', '1.5', '"1"', '9999999999'], 'jsonb', 'integer', version)).toEqual([null, '2', null, null]);
		expect(await convertAll(['0', '2'], 'integer', 'boolean', version)).toEqual(['false', 'true']);
		expect(await convertAll(['t', 'f'], 'boolean', 'bigint', version)).toEqual(['1', '0']);
	});
});
