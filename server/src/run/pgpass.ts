/** Reads a password file as libpq does (PostgreSQL 18 manual, 34.16, "The Password File"). */

export interface PgpassAddress {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
}

/** Where it is: what PGPASSFILE names, else `.pgpass` in the user's home. */
export function pgpassFile(variable: (name: string) => string | undefined, home: string | undefined): string | undefined {
	return variable('PGPASSFILE') ?? (home === undefined ? undefined : `${home}/.pgpass`);
}

/** The password of the first line that matches, or undefined. */
export function pgpassPassword(text: string, { host, port, database, user }: PgpassAddress): string | undefined {
	for (const line of text.split(/\r?\n/)) {
		if (line.startsWith('#') || line === '') continue;
		const fields = splitFields(line);
		const wanted = [host, String(port), database, user];
		if (fields.length >= 5 && wanted.every((value, i) => fields[i] === '*' || fields[i] === value)) return fields[4];
	}
	return undefined;
}

/** `\:` and `\\` stand for themselves. */
function splitFields(line: string): readonly string[] {
	const fields = [''];
	for (let i = 0; i < line.length; i++) {
		const character = line[i] ?? '';
		if (character === '\\' && i + 1 < line.length) fields[fields.length - 1] += line[++i] ?? '';
		else if (character === ':' && fields.length < 5) fields.push('');
		else fields[fields.length - 1] += character;
	}
	return fields;
}
