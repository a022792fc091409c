/**
 * A project of any size, the same at every run: two catalogs, a spec that maps every column of them, and the statements that make the
 * source's tables. Every fiftieth mapping names a column that there is not, so that there is something to tell.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalog, Column, Table } from '../server/src/core/catalog/catalog';

interface ColumnPlan {
	readonly name: string;
	readonly type: string;
	readonly isRequired?: true;
	readonly default?: string;
	/** What the spec writes for it. */
	written(previous: string | undefined): string;
}

const plain = (name: string, type: string, written = `s.${name}`): ColumnPlan => ({ name, type, written: () => written });

/** Twenty columns: with the five lines around them a mapping has 25 lines. */
const plans: readonly ColumnPlan[] = [
	{ ...plain('id', 'bigint'), isRequired: true },
	{
		name: 'parent_id',
		type: 'bigint',
		written: previous => (previous === undefined ? 's.parent_id' : `{ lookup: ${previous}, by: s.parent_id, otherwise: null }`),
	},
	{ ...plain('code', 'character varying(20)'), isRequired: true },
	plain('name', 'character varying(80)', '{ source: s.name, transform: [trim, empty_to_null] }'),
	plain('descr', 'text', "coalesce(s.descr, s.note, '')"),
	{ ...plain('status', 'text', "case when s.status = 'A' then 'active' else 'closed' end"), isRequired: true, default: "'A'::text" },
	plain('quantity', 'integer'),
	plain('price', 'numeric(12,2)', 'round(s.price, 2)'),
	plain('weight', 'numeric(10,3)'),
	plain('ordered_on', 'date'),
	plain('changed_at', 'timestamp with time zone'),
	{ ...plain('active', 'boolean'), isRequired: true },
	plain('email', 'text', '{ source: s.email, transform: [trim, lower] }'),
	plain('country', 'text', 'upper(s.country)'),
	plain('note', 'text'),
	plain('discount', 'integer', 'coalesce(s.discount, 0)'),
	plain('locked', 'boolean'),
	plain('amount', 'numeric(14,2)'),
	plain('tags', 'text'),
	plain('remark', 'text', "nullif(trim(s.remark), '')"),
];

function tableNames(count: number): readonly string[] {
	return Array.from({ length: count }, (_, n) => `table_${String(n).padStart(4, '0')}`);
}

export function largeCatalog(schema: string, count: number): Catalog {
	const names = tableNames(count);
	return {
		engine: 'postgres',
		version: 180000,
		fingerprint: `${schema}-${count}`,
		settings: { encoding: 'UTF8', collation: 'C', timezone: 'UTC', searchPath: ['public'], standardConformingStrings: true },
		schemas: [
			{ name: schema, tables: names.map((name, n) => tableOf(schema, name, names[n - 1])), types: [], functions: [], sequences: [] },
		],
		casts: [],
		operators: [],
	};
}

function tableOf(schema: string, name: string, previous: string | undefined): Table {
	return {
		schema,
		name,
		kind: 'table',
		columns: plans.map((plan): Column => ({ name: plan.name, type: plan.type, nullable: !plan.isRequired, default: plan.default })),
		primaryKey: { name: `${name}_pkey`, columns: ['id'] },
		uniqueKeys: [{ name: `${name}_code_key`, columns: ['code'] }],
		foreignKeys:
			previous === undefined
				? []
				: [{ name: `${name}_parent_id_fkey`, columns: ['parent_id'], references: { schema, table: previous, columns: ['id'] } }],
		checks: [],
		triggers: [],
	};
}

/** The spec: 25 lines a mapping. */
export function largeSpec(count: number): string {
	const names = tableNames(count);
	const head = [
		'crosswalk: 1',
		'name: large',
		'source: { connection: erp, schemas: [erp] }',
		'target: { connection: cloud, schemas: [app] }',
		'mappings:',
	];
	return `${[...head, ...names.flatMap((name, n) => mappingLines(name, names[n - 1], n % 50 === 7))].join('\n')}\n`;
}

function mappingLines(name: string, previous: string | undefined, isMistaken: boolean): readonly string[] {
	return [
		`  ${name}:`,
		`    source: erp.${name} s`,
		`    target: app.${name}`,
		'    key: [code]',
		'    columns:',
		...plans.map(plan => `      ${plan.name}: ${isMistaken && plan.name === 'tags' ? 's.tagz' : plan.written(previous)}`),
	];
}

/** Makes the source's tables. */
export function largeDdl(count: number): string {
	const names = tableNames(count);
	const columns = plans.map(
		({ name, type, isRequired, default: value }) =>
			`${name} ${type}${isRequired ? ' not null' : ''}${value === undefined ? '' : ` default ${value}`}`,
	);
	const statements = names.map((name, n) => {
		const parent = n === 0 ? '' : `, foreign key (parent_id) references erp.${names[n - 1]}`;
		return `create table erp.${name} (${columns.join(', ')}, primary key (id), unique (code)${parent});`;
	});
	return ['create schema erp;', ...statements].join('\n');
}

/** Writes the project into `folder`. The file of the spec. */
export function writeLargeProject(folder: string, count: number): string {
	const catalogs = path.join(folder, '.crosswalk', 'catalogs');
	mkdirSync(catalogs, { recursive: true });
	writeFileSync(path.join(folder, '.crosswalk', 'connections.yaml'), 'erp: { engine: postgres }\ncloud: { engine: postgres }\n');
	writeFileSync(path.join(catalogs, 'erp.json'), snapshotOf(largeCatalog('erp', count)));
	writeFileSync(path.join(catalogs, 'cloud.json'), snapshotOf(largeCatalog('app', count)));
	const spec = path.join(folder, 'large.migration.yaml');
	writeFileSync(spec, largeSpec(count));
	return spec;
}

function snapshotOf(catalog: Catalog): string {
	return JSON.stringify({ format: 1, ...catalog }, undefined, '\t');
}
