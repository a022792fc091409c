/** What introspection may see: a snapshot, a search path that makes PostgreSQL write every name with its schema, and the schemas. */

import { quoteLiteral } from '../../../core/sql/quote';
import type { ConnectionSettings } from '../../engine';

/** Opens the transaction of an introspection. */
export const beginSql = ['begin isolation level repeatable read read only', "set local client_encoding = 'UTF8'"];

/**
 * For the rest of a transaction. Leaves three settings behind for the queries: `crosswalk.search_path`, the connection's own;
 * `crosswalk.schemas`, whose tables are read; `crosswalk.reach`, whose types, functions and operators are read. SQL over the tables of one
 * schema may call what is on the search path (extensions mostly live in `public`), so that is within reach too.
 */
export function scopeSql({ schemas, statementTimeoutMs }: ConnectionSettings): readonly string[] {
	const listed = schemas === undefined ? 'true' : `nspname in (${schemas.map(quoteLiteral).join(', ') || 'null'})`;
	return [
		`set local statement_timeout = ${statementTimeoutMs}`,
		'set local lock_timeout = 10000',
		// These queries hash a few megabytes; compiling them takes longer than running them, and so does sorting for merges.
		"set local work_mem = '32MB'",
		'set local jit = off',
		'set local enable_mergejoin = off',
		"select set_config('crosswalk.search_path', current_schemas(false)::text, true)",
		'set local search_path = pg_catalog',
		setSchemas('crosswalk.schemas', listed),
		setSchemas('crosswalk.reach', `${listed} or nspname = any(current_setting('crosswalk.search_path')::name[])`),
	];
}

function setSchemas(setting: string, condition: string): string {
	return `select set_config('${setting}', (
		select coalesce(array_agg(nspname), '{}')::text from pg_namespace
		where (${condition}) and nspname !~ '^pg_' and nspname <> 'information_schema'
	), true)`;
}

export function isIn(setting: 'schemas' | 'reach'): string {
	return `n.nspname = any(current_setting('crosswalk.${setting}')::name[])`;
}

/** No part of an extension: those come and go with it. Asked by what they depend on, as pg_depend has tens of rows for each table. */
export function notOfExtension(catalog: 'pg_class' | 'pg_type', oid: string): string {
	return `not exists (
		select from pg_depend e
		where e.refclassid = 'pg_extension'::regclass and e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e'
	)`;
}

/** The tables that a catalog lists; what is a partition is folded into its root. */
export const relationsCte = `rel as materialized (
	select c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages, c.reltoastrelid
	from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${isIn('schemas')}
	where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and ${notOfExtension('pg_class', 'c.oid')}
)`;

/** The partitions of all levels, with their roots (PostgreSQL 18 manual, table 9.106; since 12). */
export const partitionsCte = `part as materialized (
	select pg_partition_root(oid) as root, oid, relkind, reltuples, relpages, reltoastrelid
	from pg_class where relispartition and relkind in ('r', 'p', 'f')
)`;
