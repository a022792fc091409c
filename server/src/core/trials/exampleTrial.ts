/**
 * An example of a mapping as a trial: the mapping's own SELECT over the given rows, compared with what is expected. Needs a connection to
 * the source and no data; a query lookup whose tables are not given is asked for the rows that it has. A lookup of a mapping finds its
 * parent as long as no table of that mapping is given.
 */

import { compileComparison } from '../mapping/compileComparison';
import { describedMappings } from '../mapping/compileDescribe';
import type { ComparedColumn, CompiledComparison, CompileOptions, LookupRows } from '../mapping/compileOptions';
import { withClause } from '../mapping/compileWith';
import type { LookupFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import { compileOptions, preparation } from '../reconcile/mappingJob';
import { missingCatalog, obstacleOf } from '../reconcile/obstacles';
import type { ExampleFound } from '../reconcile/result';
import { cellValue } from '../reconcile/rowLayout';
import type { Example } from '../spec/spec';
import { compose, composeList, inParentheses } from '../sql/composed';
import { sql } from '../sql/template';
import { type ActualRows, judgeExample } from './compareExample';
import { type Given, literalOf, readGiven } from './given';
import { tablesOfMapping, tablesOfPieces } from './pieceTables';
import { notRunTrial, type Trial, type TrialOutcome, type TrialServers } from './trial';
import { sidesOfLookups } from './trialSides';

export function exampleTrial(example: Example, mapping: MappingFacts, facts: SpecFacts): Trial {
	const start = { section: 'examples', mapping: mapping.name, name: example.name.text } as const;
	const obstacle = missingCatalog(facts) ?? obstacleOf(mapping, facts);
	if (obstacle !== undefined) return notRunTrial(start, obstacle);
	const given = readGiven(example, mapping, facts);
	if ('fault' in given) return notRunTrial(start, given.fault);
	return {
		...start,
		sides: sidesOfLookups('source', { mappings: describedMappings(facts, [mapping]) }, facts),
		judge: servers => judge({ example, mapping, facts, given }, servers),
	};
}

interface Asked {
	readonly example: Example;
	readonly mapping: MappingFacts;
	readonly facts: SpecFacts;
	readonly given: Given;
}

async function judge(asked: Asked, servers: TrialServers): Promise<TrialOutcome> {
	const { example, mapping, facts, given } = asked;
	const answers = await servers.answers(preparation([mapping], facts));
	const known = compileOptions([mapping], facts, answers);
	const options: CompileOptions = {
		...known,
		standIn: given.standIn,
		assumedParents: assumedParents(asked),
		lookupRows: new Map([...(known.lookupRows ?? []), ...(await givenLookups(asked, known, servers)), ...given.lookupRows]),
	};
	const compiled = compileComparison(facts, [mapping], options);
	if ('impossible' in compiled) return { verdict: 'not-run', reason: compiled.impossible };
	const fault = faultOf(example, mapping, compiled);
	if (fault !== undefined) return { verdict: 'not-run', reason: fault, span: example.name.span };
	const found = judgeExample(
		example.expect,
		compiled.columns,
		await actualRows(compiled, servers),
		await expectedRows(example, compiled, servers),
	);
	return isAsExpected(found) ? { verdict: 'identical', found } : { verdict: 'different', found, span: example.name.span };
}

function isAsExpected({ rows, rejected }: ExampleFound): boolean {
	const actual = rejected?.actual ?? [];
	if (rejected?.expected === undefined)
		return actual.length === 0 && rows.every(row => row.expected !== undefined && row.actual !== undefined && row.differing.length === 0);
	return actual.length > 0 && rows.length === 0 && actual.every(({ column }) => column === rejected.expected);
}

/** What it expects of columns that the SELECT does not yield. */
function faultOf({ expect }: Example, mapping: MappingFacts, { columns }: CompiledComparison): string | undefined {
	if (expect.kind === 'rejected') {
		const { text } = expect.column;
		return mapping.column(text) ? undefined : `it expects "${text}" to refuse the row, which the mapping does not fill`;
	}
	if (expect.kind === 'none') return undefined;
	for (const { column } of expect.rows.flat()) {
		const found = columns.find(({ name }) => name === column.text);
		if (found && found.notCompared === undefined) continue;
		if (found) return `what becomes of "${column.text}" cannot be told: ${found.notCompared}`;
		const parts = columns.filter(one => one.column === column.text).map(({ name }) => `"${name}"`);
		if (parts.length > 0) return `"${column.text}" is looked up by several columns; expect ${parts.join(' and ')}`;
		return `it expects "${column.text}", which the mapping does not fill`;
	}
	return undefined;
}

/** Of lookups of the mapping that name no table which is given. */
function assumedParents({ mapping, facts, given }: Asked): ReadonlySet<string> {
	const parents = describedMappings(facts, [mapping]).flatMap(({ columns }) =>
		columns.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : [])),
	);
	return new Set(
		parents.filter(name => {
			const parent = facts.mapping(name);
			return parent && ![...tablesOfMapping(parent, facts)].some(table => given.tables.source.has(table));
		}),
	);
}

/** The rows of query lookups over given tables. */
async function givenLookups(
	{ facts, given }: Asked,
	known: CompileOptions,
	servers: TrialServers,
): Promise<ReadonlyMap<string, LookupRows>> {
	const found = new Map<string, LookupRows>();
	for (const lookup of facts.lookups) {
		const { name, content } = lookup.lookup;
		const before = known.lookupRows?.get(name.text);
		if (content.kind !== 'query' || !before || given.lookupRows.has(name.text) || !readsGiven(lookup, content.on, given, facts)) continue;
		const clause = withClause(facts, { ...known, standIn: given.standIn });
		const rows = inParentheses(lookup.piece ? clause.user(lookup.piece) : '');
		const statement = compose([clause.render(), 'select * from ', rows, ' as q']);
		found.set(name.text, { columns: before.columns, rows: await servers.rows(content.on, statement) });
	}
	return found;
}

function readsGiven({ piece }: LookupFacts, side: 'source' | 'target', given: Given, facts: SpecFacts): boolean {
	return piece !== undefined && [...tablesOfPieces([piece], facts)].some(table => given.tables[side].has(table));
}

async function actualRows({ source, columns }: CompiledComparison, servers: TrialServers): Promise<ActualRows> {
	const compared = columns.filter(({ notCompared }) => notCompared === undefined);
	const rows = await servers.rows('source', source);
	const at = compared.length;
	return {
		rows: rows
			.filter(row => (row[at] ?? null) === null)
			.map(row => compared.map(({ name, type }, index) => ({ name, value: cellValue(row[index] ?? null, type) }))),
		rejected: rows.flatMap(row => {
			const column = row[at] ?? null;
			return column === null ? [] : [{ column, value: row[at + 1] ?? null, code: row[at + 2] ?? '' }];
		}),
	};
}

/** As the server writes them in the types of their columns. */
async function expectedRows({ expect }: Example, { columns }: CompiledComparison, servers: TrialServers) {
	if (expect.kind !== 'rows') return [];
	const typeOf = (name: string): ComparedColumn['type'] => columns.find(column => column.name === name)?.type ?? 'text';
	const all = [];
	for (const row of expect.rows) {
		if (row.length === 0) {
			all.push([]);
			continue;
		}
		const items = row.map(({ column, value }) => sql`${literalOf(value)}::${typeOf(column.text)}`);
		const [values = []] = await servers.rows('source', sql`select ${composeList(items, ', ')}`);
		all.push(row.map(({ column: { text } }, index) => ({ name: text, value: cellValue(values[index] ?? null, typeOf(text)) })));
	}
	return all;
}
