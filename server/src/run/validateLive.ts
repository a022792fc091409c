/**
 * Lets both servers look at every mapping without running anything: the source describes each SELECT, its errors land on the user's
 * characters, and the types that it gives are held against the target's columns. Also says whether a catalog is out of date.
 */

import type { Finding, FindingArgs } from '../core/base/problem';
import { withoutDot } from '../core/base/sentence';
import type { Span } from '../core/base/span';
import { fullName } from '../core/catalog/lookup';
import { compatibilityOf } from '../core/mapping/compatibility';
import { compileComparison } from '../core/mapping/compileComparison';
import { type CompiledDescribe, compileDescribe, compileDescribeValues } from '../core/mapping/compileDescribe';
import type { CompileOptions, LookupRows } from '../core/mapping/compileOptions';
import { withClause } from '../core/mapping/compileWith';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../core/mapping/facts';
import { obstacleOf } from '../core/reconcile/obstacles';
import { compose, inParentheses, type SqlText } from '../core/sql/composed';
import { DatabaseFailure, type DescribedColumn, type Session } from '../engines/engine';
import type { Sided } from './sides';

export interface LiveResult {
	readonly findings: readonly Finding[];
	/** Mappings that were looked at. */
	readonly described: readonly string[];
	/** Mappings that were not, and why: their static problems come first. */
	readonly skipped: readonly { readonly mapping: string; readonly reason: string }[];
}

/** Throws `DatabaseFailure` when a server goes away, and `Cancelled`. */
export async function validateLive(facts: SpecFacts, sessions: Sided<Session>, signal?: AbortSignal): Promise<LiveResult> {
	const findings: Finding[] = [];
	const described: string[] = [];
	const skipped: { mapping: string; reason: string }[] = [];
	const base: CompileOptions = { sourceVersion: sessions.source.info.version, targetVersion: sessions.target.info.version };
	const lookupRows = await describeLookups(facts, sessions, base, findings, signal);
	for (const mapping of facts.mappings) {
		const reason = facts.mapping(mapping.name) === mapping ? obstacleOf(mapping, facts) : 'its name is taken';
		if (reason !== undefined) {
			skipped.push({ mapping: mapping.name, reason });
			continue;
		}
		described.push(mapping.name);
		findings.push(...(await describeMapping(mapping, facts, sessions, { ...base, lookupRows }, signal)));
	}
	return { findings, described, skipped };
}

/** The columns of query lookups, without their rows. */
async function describeLookups(
	facts: SpecFacts,
	sessions: Sided<Session>,
	options: CompileOptions,
	findings: Finding[],
	signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, LookupRows>> {
	const known = new Map<string, LookupRows>();
	for (const { lookup, piece } of facts.lookups) {
		if (lookup.content.kind !== 'query' || !piece?.analysis.ok || piece.analysis.findings.length > 0) continue;
		const clause = withClause(facts, options);
		const rows = inParentheses(clause.user(piece));
		const sql = compose([clause.render(), 'select * from ', rows, ' as q']);
		const columns = await describe(sessions[lookup.content.on], sql, piece.sql.span, findings, undefined, signal);
		if (columns) known.set(lookup.name.text, { columns, rows: [] });
	}
	return known;
}

async function describeMapping(
	mapping: MappingFacts,
	facts: SpecFacts,
	sessions: Sided<Session>,
	options: CompileOptions,
	signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	const types = new Map<string, string>();
	const span = mapping.mapping.source?.span ?? mapping.mapping.name.span;
	const ask = async (compiled: CompiledDescribe | undefined): Promise<boolean> => {
		if (!compiled) return true;
		const columns = await describe(sessions.source, compiled.sql, span, findings, mapping.name, signal);
		compiled.outputs.forEach(({ id }, index) => {
			const type = columns?.[index]?.type;
			if (type !== undefined) types.set(id, type);
		});
		if (columns) findings.push(...wrongTypes(mapping, facts, compiled, columns));
		return columns !== undefined;
	};
	const known = { ...options, types };
	// The second statement needs the types of the first, and the whole needs both.
	if (!(await ask(compileDescribe(facts, mapping, known))) || !(await ask(compileDescribeValues(facts, mapping, known)))) return findings;
	const whole = compileComparison(facts, [mapping], known);
	if ('impossible' in whole) return findings;
	await describe(sessions.source, whole.source, span, findings, mapping.name, signal);
	await describe(sessions.target, whole.target, mapping.mapping.target?.span ?? span, findings, mapping.name, signal);
	return findings;
}

/** Undefined when the server refuses the statement: then a finding says so, at the user's characters or else at `span`. */
async function describe(
	session: Session,
	sql: SqlText,
	span: Span,
	findings: Finding[],
	mapping: string | undefined,
	signal: AbortSignal | undefined,
): Promise<readonly DescribedColumn[] | undefined> {
	try {
		return await session.describe(sql.text, signal);
	} catch (error) {
		if (!(error instanceof DatabaseFailure) || (error.kind !== 'query' && error.kind !== 'changed')) throw error;
		findings.push(refusal(error, sql, span, session.connection, mapping));
		return undefined;
	}
}

function refusal(failure: DatabaseFailure, sql: SqlText, span: Span, connection: string, mapping: string | undefined): Finding {
	const { code = '', position, serverMessage = failure.message } = failure.detail ?? {};
	const origin = position === undefined ? undefined : sql.originAt(position);
	const message = withoutDot(serverMessage);
	// What stands in quotes in the server's words is the user's name.
	const name = /"([^"]+)"/.exec(serverMessage)?.[1] ?? /function (\S+?)\(/.exec(serverMessage)?.[1] ?? message;
	const [rule, args] = ruleFor(code, name, message, connection);
	return { code: rule, span: origin ?? span, args, mapping };
}

/** SQLSTATE (PostgreSQL manual, appendix A) to the rule in whose words it is told. */
function ruleFor(code: string, name: string, message: string, connection: string): readonly [string, FindingArgs] {
	switch (code) {
		case '42703':
			return ['unknown-column', { column: name }];
		case '42P01':
			return ['unknown-table', { name }];
		case '42702':
			return ['ambiguous-column', { column: name, candidates: 'several tables' }];
		case '42883':
			return message.startsWith('operator') ? ['incompatible-type', { message, connection }] : ['unknown-function', { name }];
		case '42804':
		case '42846':
		case '42725':
		case '42P18':
		case '22P02':
		case '22007':
			return ['incompatible-type', { message, connection }];
		default:
			return ['sql-syntax', { message }];
	}
}

/** Expressions that go into their column as they are. What steps make of a value, the steps know. */
function wrongTypes(
	mapping: MappingFacts,
	facts: SpecFacts,
	{ outputs }: CompiledDescribe,
	columns: readonly DescribedColumn[],
): readonly Finding[] {
	return outputs.flatMap(({ column: name, piece }, index) => {
		const type = columns[index]?.type;
		const column = name === undefined ? undefined : mapping.column(name);
		if (type === undefined || !column?.column || !isPlain(column, piece)) return [];
		if (compatibilityOf(type, column.column.type, facts).assignment !== 'never') return [];
		const table = mapping.table ? fullName(mapping.table) : '';
		const args = { expression: piece?.scalar.text ?? column.name, type, column: column.name, table, wanted: column.column.type };
		return [{ code: 'incompatible-type', span: piece?.sql.span ?? column.span, args, mapping: mapping.name }];
	});
}

function isPlain({ written, origin }: ColumnFacts, piece: CompiledDescribe['outputs'][number]['piece']): boolean {
	if (origin?.kind === 'copy') return true;
	if (origin?.kind !== 'sql' || origin.piece !== piece || !written) return false;
	const { transforms, map, round, cast } = written;
	return transforms.length === 0 && !map && !round && !cast;
}
