/** What is taken out of `connections.yaml` is the password as YAML means it. */

import { expect, test } from 'vitest';

import { writtenPassword } from '../../../client/src/connections/writtenPassword';

test.each([
	['source:\n  host: db\n  password: s3cret # mine\n  user: me\n', 's3cret'],
	["source:\n  user: me\n  password: 'it''s'\nother: { password: x }\n", "it's"],
	['source: { user: me, password: 1234, host: db }\n', '1234'],
])('%j', (text, password) => expect(writtenPassword(text, 'source')).toBe(password));

test.each(['source:\n  password: ${env:X}\n', 'source:\n  url: postgres://me:s3cret@db/app\n', 'other:\n  password: s3cret\n', ''])(
	'nothing in %j',
	text => expect(writtenPassword(text, 'source')).toBeUndefined(),
);
