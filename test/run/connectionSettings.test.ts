import { expect, test } from 'vitest';
import { parseConnections } from '../../server/src/core/spec/connections';
import { resolveConnection, type SecretWorld } from '../../server/src/run/connectionSettings';
import { pgpassPassword } from '../../server/src/run/pgpass';

function resolve(yaml: string, world: Partial<SecretWorld> = {}) {
	const [entry] = parseConnections('/connections.yaml', yaml).entries;
	if (!entry) throw new Error('The test has no connection');
	return resolveConnection(entry, { variable: () => undefined, file: () => undefined, ...world });
}

const erp = 'erp: { engine: postgres, host: db.internal, port: 5433, database: erp, user: reader }';

test('variables are replaced, and what is not written has its default', async () => {
	const settings = await resolve('erp: { engine: postgres, host: "${env:HOST}", database: erp, statement_timeout: 90s, schemas: [erp] }', {
		variable: name => ({ HOST: 'db' })[name],
	});
	expect(settings).toMatchObject({ name: 'erp', host: 'db', ssl: 'prefer', statementTimeoutMs: 90_000, schemas: ['erp'] });
	expect(settings.password).toBeUndefined();
});

test('the password: a variable first, then the secret storage, then the password file', async () => {
	const asked: string[] = [];
	const world: Partial<SecretWorld> = {
		variable: name => ({ PASSWORD: 'from the environment' })[name],
		secret: async (_, address) => {
			asked.push(address);
			return 'from the storage';
		},
		pgpass: () => 'db.internal:5433:*:reader:from the file',
	};
	expect((await resolve(`${erp.slice(0, -1)}, password: "\${env:PASSWORD}" }`, world)).password).toBe('from the environment');
	expect((await resolve(erp, world)).password).toBe('from the storage');
	expect((await resolve(erp, { ...world, secret: async () => undefined })).password).toBe('from the file');
	expect(asked).toEqual(['reader@db.internal:5433/erp']);
});

test('an empty password is none', async () => {
	expect((await resolve(`${erp.slice(0, -1)}, password: "" }`)).password).toBeUndefined();
	expect((await resolve(erp, { secret: async () => '' })).password).toBeUndefined();
});

test.each([
	['erp: { engine: postgres, url: "${env:ERP_URL}" }', 'the environment variable "ERP_URL" is not set'],
	['erp: { engine: postgres, host: a, port: many }', 'its port is not a number'],
	['erp: { engine: postgres, host: a, statement_timeout: 200ms }', 'its statement_timeout "200ms" is no duration'],
	['erp: { engine: postgres, host: a, ca: missing.pem }', 'its certificate authority file "missing.pem" is not there'],
])('%s cannot be opened', async (yaml, reason) => {
	await expect(resolve(yaml)).rejects.toMatchObject({
		kind: 'settings',
		message: expect.stringContaining(`"erp" cannot be opened: ${reason}`),
	});
});

test('the password file: the first line that matches, wildcards, and escapes', () => {
	const text = '# comment\nother:*:*:*:no\nlocalhost:5432:a\\:b:me:with\\\\and\\:colon\n*:*:*:*:any\n';
	const address = { host: 'localhost', port: 5432, database: 'a:b', user: 'me' };
	expect(pgpassPassword(text, address)).toBe('with\\and:colon');
	expect(pgpassPassword(text, { ...address, user: 'you' })).toBe('any');
	expect(pgpassPassword('', address)).toBeUndefined();
});
