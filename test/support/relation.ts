/** Compiles a spec against a real database and runs both SELECTs of a mapping. Source and target are schemas of one database. */

import { analyzeSpec } from '../../server/src/core/mapping/analyze';
import { comparisonGroup, compileComparison } from '../../server/src/core/mapping/compileComparison';
import { compileDescribe, compileDescribeValues, describedMappings } from '../../server/src/core/mapping/compileDescribe';
import type { CompiledComparison, CompileOptions } from '../../server/src/core/mapping/compileOptions';
import type { MappingFacts, SpecFacts } from '../../server/src/core/mapping/facts';
import { parseSpec } from '../../server/src/core/spec/parseSpec';
import type { CsvTable } from '../../server/src/core/spec/sources';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { Session } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { freshDatabase, type TestDatabase } from './postgres';

export interface RelationOptions extends Partial<CompileOptions> {
	/** The mapping to compare; default: the first. */
	readonly mapping?: string;
	/** CSV files of the spec, by name. */
	readonly files?: Readonly<Record<string, string>>;
}

export interface Relations {
	/** Rows as `a | b`, NULL as `-`, sorted; a rejected row ends with `! COLUMN CODE VALUE`. */
	readonly source: readonly string[];
	/** The same; what dangles ends with `? JSON`. */
	readonly target: readonly string[];
	readonly compiled: CompiledComparison;
	readonly facts: SpecFacts;
}

/** A database with what `sql` makes in it, for several specs. */
export async function relationDatabase(sql: string): Promise<{
	relations(specYaml: string, options?: RelationOptions): Promise<Relations>;
	readonly database: TestDatabase;
}> {
	await loadSqlParser();
	const database = await freshDatabase(sql);
	return { database, relations: (specYaml, options) => relationsOf(database, specYaml, options) };
}

async function relationsOf(database: TestDatabase, specYaml: string, options: RelationOptions = {}): Promise<Relations> {
	const facts = await factsOf(database, specYaml, options.files);
	const mapping = options.mapping === undefined ? facts.mappings[0] : facts.mapping(options.mapping);
	if (!mapping) throw new Error('The spec has no such mapping');
	const session = await postgresEngine.connect(database.settings);
	try {
		const members = comparisonGroup(facts, mapping);
		const { version } = session.info;
		const base: CompileOptions = { sourceVersion: version, targetVersion: version, ...options };
		const types = options.types ?? (await describeAll(session, facts, members, base));
		const compiled = compileComparison(facts, members, { ...base, types });
		if ('impossible' in compiled) throw new Error(`It cannot be compared: ${compiled.impossible}`);
		const width = compiled.columns.filter(column => column.notCompared === undefined).length;
		const source = await query(session, compiled.source.text);
		const target = await query(session, compiled.target.text);
		return {
			source: source.map(row => sourceRow(row, width)).sort(),
			target: target.map(row => targetRow(row, width)).sort(),
			compiled,
			facts,
		};
	} finally {
		await session.close();
	}
}

/** What analysis knows of a spec over the schemas of a database. */
export async function factsOf(database: TestDatabase, specYaml: string, files: Readonly<Record<string, string>> = {}): Promise<SpecFacts> {
	const catalog = await postgresEngine.introspect(database.settings);
	const text = `crosswalk: 1\nname: test\nsource: { connection: s, schemas: [erp] }\ntarget: { connection: t, schemas: [app] }\n${specYaml}`;
	const spec = parseSpec('spec.migration.yaml', {
		text: file => (file === 'spec.migration.yaml' ? text : files[file]),
		resolve: (_, relative) => relative,
		folders: () => [],
		glob: () => [],
		csv: parseCsv,
	});
	const facts = analyzeSpec(spec, { source: catalog, target: catalog });
	const wrong = [...facts.findings, ...facts.mappings.flatMap(one => one.findings)].map(one => `${one.code} ${JSON.stringify(one.args)}`);
	if (wrong.length > 0) throw new Error(`The spec is wrong: ${wrong.join('; ')}`);
	return facts;
}

/** The types of all expressions that a comparison needs, as the server says. */
export async function describeAll(
	session: Session,
	facts: SpecFacts,
	members: readonly MappingFacts[],
	options: CompileOptions,
): Promise<ReadonlyMap<string, string>> {
	const types = new Map<string, string>();
	for (const compile of [compileDescribe, compileDescribeValues]) {
		for (const mapping of describedMappings(facts, members)) {
			const described = compile(facts, mapping, { ...options, types });
			if (!described) continue;
			const columns = await session.describe(described.sql.text).catch(error => fail(error, described.sql.text));
			for (const [index, { id }] of described.outputs.entries()) types.set(id, columns[index]?.type ?? 'text');
		}
	}
	return types;
}

async function query(session: Session, sql: string): Promise<readonly (readonly (string | null)[])[]> {
	return session.query(sql).catch(error => fail(error, sql));
}

function fail(error: unknown, sql: string): never {
	const message = error instanceof Error ? error.message : String(error);
	throw new Error(`${message}\n${sql}`);
}

function sourceRow(row: readonly (string | null)[], width: number): string {
	const [rejected, value, code] = row.slice(width);
	return rejected === null || rejected === undefined ? cells(row, width) : `${cells(row, width)} ! ${rejected} ${code} ${value ?? '-'}`;
}

function targetRow(row: readonly (string | null)[], width: number): string {
	const dangling = row[width] ?? null;
	return dangling === null ? cells(row, width) : `${cells(row, width)} ? ${dangling}`;
}

function cells(row: readonly (string | null)[], width: number): string {
	return row
		.slice(0, width)
		.map(cell => cell ?? '-')
		.join(' | ');
}

function parseCsv(text: string): CsvTable {
	const [header = [], ...rows] = text
		.trim()
		.split('\n')
		.map(line => line.split(','));
	return { header, rows };
}
