/** An entry of `connections.yaml` as text. Knows nothing of VS Code, and of no password. */

export interface NewConnection {
	readonly name: string;
	readonly host: string;
	readonly port: string;
	readonly database: string;
	readonly user: string;
	readonly ssl: string;
	readonly environment: string;
}

export const sslModes = ['prefer', 'require', 'verify-ca', 'verify-full', 'disable'] as const;
export const environments = ['development', 'test', 'staging', 'production'] as const;

/** What is added to the file, whose text so far is `before`. */
export function entryText(connection: NewConnection, before: string): string {
	const lineEnd = before.includes('\r\n') ? '\r\n' : '\n';
	const { name, host, port, database, user, ssl, environment } = connection;
	const lines = [
		`${scalar(name)}:`,
		'  engine: postgres',
		`  host: ${scalar(host)}`,
		`  port: ${port}`,
		`  database: ${scalar(database)}`,
		`  user: ${scalar(user)}`,
		`  ssl: ${ssl}`,
		`  environment: ${environment}`,
	];
	const gap = before === '' || before.endsWith('\n') ? '' : lineEnd;
	return gap + lines.map(line => line + lineEnd).join('');
}

/** As the server tells it: what the password is kept under. */
export function addressOf({ user, host, port, database }: NewConnection): string {
	return `${user}@${host}:${port}/${database}`;
}

/** What is wrong with a name, in a sentence. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
	if (!/^[A-Za-z_][\w-]*$/.test(name)) return 'Letters, digits, - and _, beginning with a letter.';
	return taken.includes(name) ? `There is a connection "${name}" already.` : undefined;
}

export function portProblem(port: string): string | undefined {
	return /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536 ? undefined : 'A number from 1 to 65535.';
}

function scalar(text: string): string {
	return /^[A-Za-z_][\w.-]*$/.test(text) && !/^(null|true|false)$/i.test(text) ? text : JSON.stringify(text);
}
