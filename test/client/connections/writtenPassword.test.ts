/** What is taken out of `connections.yaml` is the password as YAML means it, or nothing. */

import { expect, test } from 'vitest';

import { writtenPassword } from '../../../client/src/connections/writtenPassword';
import { parseYaml } from '../../../server/src/core/yaml/parse';

test.each(['s3cret', "'it''s'", '"a b"', '1234', "it's", 'a#b'])('%s, as YAML reads it', written => {
	const { root } = parseYaml(written);
	expect(writtenPassword(written)).toBe(root?.kind === 'scalar' ? root.value : undefined);
});

test.each(['"a\\tb"', '"a\n b"', '!!str x', '&a x', '${env:X}', '"${env:X}"', "''", ''])('nothing of %j', written =>
	expect(writtenPassword(written)).toBeUndefined(),
);
