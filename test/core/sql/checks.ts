/** Text in, text out, for the SQL room. `‹` and `›` mark in a text the spans that are expected in it. */

import { expect } from 'vitest';

import type { Finding } from '../../../server/src/core/base/problem';
import type { Span } from '../../../server/src/core/base/span';
import type {
	BaseColumn,
	FunctionKnowledge,
	Relation,
	Scope,
	SqlAnalysis,
	SqlNames,
	SqlPlace,
} from '../../../server/src/core/sql/analysis';
import { type AnalyzeOptions, analyzeSql } from '../../../server/src/core/sql/analyze';
import { plainSqlSource } from '../../../server/src/core/sql/source';

/** The schema that the tests speak of, as a server would make it. */
export const SCHEMA_SQL = `
	create schema erp;
	create type erp.address as (street text, city text);
	create table erp.cust (id integer not null, name text not null, parent integer, addr erp.address, "Odd Name" text, tags text[], data jsonb, doc xml);
	create table erp.ord (id integer not null, cust_id integer not null, total numeric(12,2), note text);
	create table erp.line (ord_id integer not null, item text, qty integer);
	create function erp.initials(c erp.cust) returns text immutable language sql as 'select left(c.name, 1)';
	create function erp.effect(a integer) returns integer language sql as 'select a';
	create function erp.same_text(a text, b text) returns boolean language sql as 'select a = b';
	create operator erp.=== (leftarg = text, rightarg = text, function = erp.same_text);`;

const TABLES: readonly Relation[] = [
	table('erp.cust', [
		'id integer',
		'name text',
		'parent integer?',
		'addr erp.address?',
		'Odd_Name text?',
		'tags text[]?',
		'data jsonb?',
		'doc xml?',
	]),
	table('erp.ord', ['id integer', 'cust_id integer', 'total numeric(12,2)?', 'note text?']),
	table('erp.line', ['ord_id integer', 'item text?', 'qty integer?']),
	{
		name: 'view live',
		kind: 'view',
		always: [base('erp.cust.id')],
		columns: [
			{ name: 'n', reads: [base('erp.cust.name')] },
			{ name: 'p', reads: [base('erp.cust.parent')] },
		],
	},
	{ name: 'view hidden', kind: 'view', always: [], columns: undefined },
	{
		name: 'lookup.country',
		kind: 'lookup',
		always: [],
		columns: [
			{ name: 'key', reads: [] },
			{ name: 'value', reads: [] },
		],
	},
];

const USER_FUNCTIONS: ReadonlyMap<string, FunctionKnowledge> = new Map([
	['initials', { volatility: 'immutable', aggregate: false, window: false, unsafe: false }],
	['effect', { volatility: 'volatile', aggregate: false, window: false, unsafe: false }],
	['crosstab', { volatility: 'stable', aggregate: false, window: false, unsafe: false }],
	['dblink', { volatility: 'stable', aggregate: false, window: false, unsafe: false }],
	['lower', { volatility: 'volatile', aggregate: false, window: false, unsafe: false }],
	['total_of', { volatility: 'immutable', aggregate: true, window: false, unsafe: false }],
]);

export const NAMES: SqlNames = {
	relation(schema, name) {
		if (name === 'nowhere') return 'unknowable';
		return TABLES.find(one => [`${schema ?? 'erp'}.${name}`, `view ${name}`].includes(one.name));
	},
	nearestRelation: (schema, name) => (name.startsWith('cus') ? [schema, 'cust'].filter(one => one !== undefined).join('.') : undefined),
	functions: (schema, name) => (schema === undefined || schema === 'erp' ? USER_FUNCTIONS.get(name) : undefined),
	nearestFunction: name => (name.startsWith('init') ? 'initials' : undefined),
	operators: name => (name === '===' ? 'volatile' : undefined),
};

/** Analyses a text that stands at offset 100 of a block. */
export function analyzed(text: string, place: SqlPlace, scope?: Scope, options?: AnalyzeOptions): SqlAnalysis {
	return analyzeSql(plainSqlSource(text, 'block', 100), place, NAMES, scope, options);
}

/** The scope of a FROM clause. */
export function scopeOf(from: string): Scope | undefined {
	return analyzed(from, 'from').scope;
}

/** Expects the column reads of a query exactly where the marks are, and nothing to find fault with. */
export function checkReads(marked: string, place: SqlPlace = 'query', from?: string): void {
	const text = unmarked(marked);
	const analysis = analyzed(text, place, from === undefined ? undefined : scopeOf(from));
	expect(findingsOf(analysis.findings)).toEqual([]);
	expect(
		mark(
			text,
			analysis.reads.map(read => read.span),
		),
	).toBe(marked);
}

/** Expects what each column of a query is made of, and what is read in any case: `name: erp.cust.name; | erp.cust.id`. */
export function checkLineage(text: string, expected: string): void {
	const analysis = analyzed(text, 'query');
	expect(findingsOf(analysis.findings)).toEqual([]);
	const columns = analysis.output?.map(column => `${column.name}: ${namesOf(column.reads)}`.trim()).join('; ') ?? 'unknown';
	expect(`${columns} | ${namesOf(analysis.always)}`.trim()).toBe(expected);
}

/** Expects findings at the marks, in order: `code {"argument":"value"}`. */
export function checkFindings(place: SqlPlace, marked: string, expected: readonly string[], from?: string, options?: AnalyzeOptions): void {
	const text = unmarked(marked);
	const analysis = analyzed(text, place, from === undefined ? undefined : scopeOf(from), options);
	expect(findingsOf(analysis.findings)).toEqual(expected);
	expect(
		mark(
			text,
			analysis.findings.map(finding => finding.span),
		),
	).toBe(marked);
}

/** What is found and where, in one line each. */
export function findingsOf(findings: readonly Finding[]): readonly string[] {
	return findings.map(({ code, args }) => `${code} ${JSON.stringify(args)}`);
}

export function unmarked(marked: string): string {
	return marked.replace(/[‹›]/g, '');
}

/** Puts marks around spans of a text that stands at offset 100. */
export function mark(text: string, spans: readonly Span[]): string {
	const ordered = [...spans].sort((one, other) => one.start - other.start);
	let result = '';
	let at = 0;
	for (const { start, end } of ordered) {
		result += `${text.slice(at, start - 100)}‹${text.slice(start - 100, end - 100)}›`;
		at = end - 100;
	}
	return result + text.slice(at);
}

export function namesOf(columns: readonly BaseColumn[]): string {
	return columns
		.map(({ table, column }) => `${table}.${column}`)
		.sort()
		.join(', ');
}

function base(name: string): BaseColumn {
	const dot = name.lastIndexOf('.');
	return { table: name.slice(0, dot), column: name.slice(dot + 1) };
}

function table(name: string, columns: readonly string[]): Relation {
	return {
		name,
		kind: 'table',
		always: [],
		columns: columns.map(column => {
			const [written = '', type = ''] = column.split(' ');
			const own = written.replace('Odd_', 'Odd ');
			return { name: own, reads: [{ table: name, column: own }], type: type.replace('?', ''), nullable: type.endsWith('?') };
		}),
	};
}
