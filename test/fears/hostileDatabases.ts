/**
 * Two databases that have something to lose, and the proof that they lost nothing. Their functions with effects leave a file behind, which
 * COPY writes even in a read-only transaction: whoever runs one is caught, whatever the transaction does.
 */

import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../support/postgres';

/** How many tables `app.t0`, `app.t1` … there are to map to. */
export const TARGETS = 70;

const functions = (schema: string, folder: string) => `
	create table ${schema}.trace (note text);
	create function ${schema}.effect(text default '') returns text language plpgsql volatile as
		$$ begin copy (select 1) to '${folder}/hostile-effect'; return $1; end $$;
	create function ${schema}.writes() returns text language sql volatile as
		$$ insert into ${schema}.trace values ('written'); select 'x'::text $$;
	create function ${schema}.lies() returns text language plpgsql stable as
		$$ declare made text; begin execute 'select ${schema}.writes()' into made; return made; end $$;
	create function ${schema}.dblink(text, text) returns setof text language plpgsql stable as
		$$ begin copy (select 1) to '${folder}/hostile-dblink'; return next $2; end $$;
	create view ${schema}.counting as select nextval('${schema}.counter')::text as note;
	create operator ${schema}.=== (leftarg = text, rightarg = text, function = ${schema}.touch);
`;

const common = (schema: string, folder: string) => `
	create schema ${schema};
	create sequence ${schema}.counter;
	create function ${schema}.touch(text, text) returns boolean language plpgsql volatile as
		$$ begin copy (select 1) to '${folder}/hostile-operator'; return true; end $$;
	create type ${schema}.odd as (note text);
	create function ${schema}.to_odd(text) returns ${schema}.odd language plpgsql volatile as
		$$ begin copy (select 1) to '${folder}/hostile-cast'; return row($1)::${schema}.odd; end $$;
	create cast (text as ${schema}.odd) with function ${schema}.to_odd(text);
	create function ${schema}.add_effect(text, text) returns text language plpgsql volatile as
		$$ begin copy (select 1) to '${folder}/hostile-aggregate'; return $2; end $$;
	create aggregate ${schema}.gather(text) (sfunc = ${schema}.add_effect, stype = text);
	${functions(schema, folder)}
`;

export interface HostileDatabases {
	readonly source: TestDatabase;
	readonly target: TestDatabase;
	/** A session of somebody else, which must survive. */
	readonly witnessPid: number;
	/** All that could have been changed, as text. */
	state(): Promise<string>;
	close(): Promise<void>;
}

export async function hostileDatabases(folder: string): Promise<HostileDatabases> {
	const source = await freshDatabase(`${common('erp', folder)}
		create table erp.cust (id int primary key, name text, note text, day int);
		insert into erp.cust select i, 'name ' || i, 'A', 20260101 from generate_series(1, 3) i;`);
	const tables = Array.from({ length: TARGETS }, (_, i) => `create table app.t${i} (id int primary key, note text);`).join('\n');
	const target = await freshDatabase(`${common('app', folder)}
		create table app.parent (id int primary key, note text);
		insert into app.parent values (1, 'A');
		${tables}`);
	const witness = new pg.Client({ connectionString: source.url });
	await witness.connect();
	const notified: string[] = [];
	witness.on('notification', ({ payload }) => notified.push(payload ?? ''));
	const listening = await witness.query<{ pid: number }>('listen hostile; select pg_backend_pid() as pid');
	const rows = (Array.isArray(listening) ? listening.at(-1)?.rows : listening.rows) as { pid: number }[];
	return {
		source,
		target,
		witnessPid: rows[0]?.pid ?? 0,
		async state() {
			await witness.query('select 1');
			const states = await Promise.all([source, target].map(database => database.run(stateSql)));
			return JSON.stringify({ states, notified });
		},
		close: () => witness.end(),
	};
}

/** Every row of every table, what is defined, and what a session may leave behind. */
const stateSql = `
	select
		(select string_agg(format('%s %s', c.oid::regclass, query_to_xml('select * from ' || c.oid::regclass, true, true, '')), e'\\n' order by c.oid)
			from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('erp', 'app', 'public')),
		(select string_agg(format('%s %s', schemaname || '.' || sequencename, last_value), ',') from pg_sequences),
		(select string_agg(c.oid::regclass::text || c.relkind::text, ',' order by c.oid) from pg_class c where c.relnamespace::regnamespace::text !~ '^pg_(catalog|toast)$' and c.relnamespace::regnamespace::text <> 'information_schema'),
		(select string_agg(p.oid::regprocedure::text, ',' order by p.oid) from pg_proc p where p.oid >= 16384),
		(select string_agg(rolname, ',' order by rolname) from pg_roles where rolname !~ '^pg_' and rolname ~ 'hostile'),
		(select string_agg(slot_name::text, ',') from pg_replication_slots where slot_name ~ 'hostile'),
		(select count(*) from pg_largeobject_metadata),
		(select count(*) from pg_prepared_xacts where database = current_database()),
		(select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())),
		(select count(*) from pg_stat_activity where datname = current_database() and application_name = 'crosswalk'),
		(select string_agg(setconfig::text, ',') from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database()))
`;
