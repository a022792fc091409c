import { expect, test } from 'vitest';

import { addressOf, entryText, nameProblem, portProblem } from '../../../client/src/connections/connectionEntry';
import { parseConnections } from '../../../server/src/core/spec/connections';

const connection = {
	name: 'legacy_erp',
	host: 'erp.example.com',
	port: '5432',
	database: 'no',
	user: 'x: y',
	ssl: 'require',
	environment: 'test',
};

test.each(['', 'other: { engine: postgres, host: a, database: b }', 'other:\r\n  engine: postgres\r\n'])(
	'what is added to %j is read as it was given, and what was there stays',
	before => {
		const file = before + entryText(connection, before);
		expect(file.startsWith(before)).toBe(true);
		const { entries, findings } = parseConnections('connections.yaml', file);
		const added = entries.at(-1);
		expect(findings.filter(({ code }) => code !== 'missing-required-key')).toEqual([]);
		expect(
			[added?.name, added?.host, added?.port, added?.database, added?.user, added?.ssl, added?.environment].map(one => one?.text),
		).toEqual(['legacy_erp', 'erp.example.com', '5432', 'no', 'x: y', 'require', 'test']);
		expect(entries).toHaveLength(before === '' ? 1 : 2);
	},
);

test('an address has no password in it', () => expect(addressOf(connection)).toBe('x: y@erp.example.com:5432/no'));

test.each([
	['legacy_erp', undefined],
	['', 'Letters, digits, - and _, beginning with a letter.'],
	['a b', 'Letters, digits, - and _, beginning with a letter.'],
	['cloud', 'There is a connection "cloud" already.'],
])('the name %j: %s', (name, problem) => expect(nameProblem(name, ['cloud'])).toBe(problem));

test.each(['', '0', '65536', '5432x', '-1'])('the port %j is refused', port => expect(portProblem(port)).toBe('A number from 1 to 65535.'));
