/**
 * A catalog as the statements that would make it, to be read and compared by people. Holds what a catalog holds; nobody runs it, and
 * function bodies, privileges and storage are not in it.
 */

import { quoteIdentifier, quoteLiteral, quoteName } from '../sql/quote';
import type { Catalog, Check, Column, ForeignKey, Schema, Table, UniqueKey, UserType } from './catalog';
import { sqlType } from './typeName';

/** Schema by schema: types, sequences that belong to no column, tables. */
export function renderDdl({ schemas }: Catalog): string {
	return schemas.map(schemaText).join('\n');
}

function schemaText({ name, comment, types, sequences, tables }: Schema): string {
	const free = sequences.filter(sequence => !sequence.ownedBy);
	return [
		`create schema ${quoteIdentifier(name)};\n${comment === undefined ? '' : `comment on schema ${quoteIdentifier(name)} is ${quoteLiteral(comment)};\n`}`,
		...types.map(typeText),
		...free.map(sequence => `create sequence ${quoteName(sequence.schema, sequence.name)} as ${sequence.type};\n`),
		...tables.map(renderTableDdl),
	].join('\n');
}

function typeText(type: UserType): string {
	const name = quoteName(type.schema, type.name);
	switch (type.kind) {
		case 'enum':
			return `create type ${name} as enum (${type.labels.map(quoteLiteral).join(', ')});\n`;
		case 'domain': {
			const initial = type.default === undefined ? '' : ` default ${type.default}`;
			const checks = type.checks.map(check => ` constraint ${quoteIdentifier(check.name)} check (${check.expression})`).join('');
			return `create domain ${name} as ${sqlType(type.baseType)}${initial}${type.nullable ? '' : ' not null'}${checks};\n`;
		}
		case 'composite':
			return `create type ${name} as (${type.attributes.map(one => `${quoteIdentifier(one.name)} ${sqlType(one.type)}`).join(', ')});\n`;
		case 'range':
			return `create type ${name} as range (subtype = ${sqlType(type.subtype)});\n`;
	}
}

/** A view is shown by its columns, as its query is in no catalog. */
export function renderTableDdl(table: Table): string {
	const name = quoteName(table.schema, table.name);
	const isTable = table.kind === 'table' || table.kind === 'partitioned';
	const lines = [...table.columns.map(columnText), ...(isTable ? constraintsOf(table) : [])];
	const head = isTable ? `create table ${name} (` : `-- ${table.kind.replace('-', ' ')}\n-- ${name} (`;
	const body = lines.map((line, index) => `${isTable ? '' : '-- '}\t${line}${index < lines.length - 1 ? ',' : ''}\n`).join('');
	const indexes = isTable ? table.uniqueKeys.filter(key => !isConstraint(key)).map(key => indexText(name, key)) : [];
	const triggers = table.triggers.map(({ definition }) => `${definition};\n`);
	return [`${head}\n${body}${isTable ? ')' : '-- )'};\n`, ...indexes, ...triggers, ...comments(table, name)].join('');
}

function columnText({ name, type, nullable, default: initial, identity, generated, collation }: Column): string {
	return [
		`${quoteIdentifier(name)} ${sqlType(type)}`,
		collation === undefined ? '' : ` collate ${collation.split('.').map(quoteIdentifier).join('.')}`,
		initial === undefined ? '' : ` default ${initial}`,
		identity === undefined ? '' : ` generated ${identity === 'always' ? 'always' : 'by default'} as identity`,
		generated === undefined ? '' : ` generated always as (${generated}) stored`,
		nullable ? '' : ' not null',
	].join('');
}

function constraintsOf({ primaryKey, uniqueKeys, foreignKeys, checks }: Table): readonly string[] {
	return [
		...(primaryKey
			? [`constraint ${quoteIdentifier(primaryKey.name)} primary key (${list(primaryKey.columns)})${deferred(primaryKey)}`]
			: []),
		...uniqueKeys.filter(isConstraint).map(uniqueText),
		...foreignKeys.map(foreignText),
		...checks.map(checkText),
	];
}

function isConstraint({ where, expressions }: UniqueKey): boolean {
	return where === undefined && (expressions ?? []).length === 0;
}

function uniqueText(key: UniqueKey): string {
	const nulls = key.nullsNotDistinct ? ' nulls not distinct' : '';
	return `constraint ${quoteIdentifier(key.name)} unique${nulls} (${list(key.columns)})${deferred(key)}`;
}

function foreignText(key: ForeignKey): string {
	const { schema, table, columns } = key.references;
	const actions = [
		key.onDelete === undefined ? '' : ` on delete ${key.onDelete}`,
		key.onUpdate === undefined ? '' : ` on update ${key.onUpdate}`,
	].join('');
	const parent = `${quoteName(schema, table)} (${list(columns)})`;
	return `constraint ${quoteIdentifier(key.name)} foreign key (${list(key.columns)}) references ${parent}${actions}${deferred(key)}${unchecked(key)}`;
}

function checkText(check: Check): string {
	return `constraint ${quoteIdentifier(check.name)} check (${check.expression})${unchecked(check)}`;
}

function indexText(table: string, { name, columns, expressions = [], where }: UniqueKey): string {
	const parts = [...columns.map(quoteIdentifier), ...expressions.map(one => `(${one})`)].join(', ');
	return `create unique index ${quoteIdentifier(name)} on ${table} (${parts})${where === undefined ? '' : ` where ${where}`};\n`;
}

function comments(table: Table, name: string): readonly string[] {
	const own = table.comment === undefined ? [] : [`comment on table ${name} is ${quoteLiteral(table.comment)};\n`];
	const ofColumns = table.columns.flatMap(column =>
		column.comment === undefined ? [] : [`comment on column ${name}.${quoteIdentifier(column.name)} is ${quoteLiteral(column.comment)};\n`],
	);
	return [...own, ...ofColumns];
}

function list(columns: readonly string[]): string {
	return columns.map(quoteIdentifier).join(', ');
}

function deferred({ deferrable }: { readonly deferrable?: true }): string {
	return deferrable ? ' deferrable' : '';
}

function unchecked({ notValid }: { readonly notValid?: true }): string {
	return notValid ? ' not valid' : '';
}
