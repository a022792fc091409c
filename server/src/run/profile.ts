/**
 * Profiles the tables of a plan, one after the other, in one read-only session: a statement for the counts and ranges of all columns, one for
 * values and shapes a chunk of columns, one for exact counts of columns with few values, and one a lookup. A table that fails is told and
 * the others go on; what was finished stays when the run is cut short.
 */

import { aggregateQuery, mostColumns, readAggregates } from '../core/profile/aggregates';
import { fewValuesQuery, hasFewValues, mostSets, readFewValues, withFewValues } from '../core/profile/fewValues';
import { type Counted, chunkColumns, countedRows, frequencyQuery, readFrequencies, withCounted } from '../core/profile/frequencies';
import type { ColumnJob, ProfilePlan, TableJob } from '../core/profile/plan';
import type { ColumnProfile, OrphanCount, ReadRows, TableProfile } from '../core/profile/profile';
import { partOf, planSampling, type Sampling, sizeQuery } from '../core/profile/sampling';
import { Cancelled, type ConnectionSettings, DatabaseFailure, type Engine, type Session } from '../engines/engine';
import { stopAfter } from './stop';

export interface ProfileOptions {
	/** Of an earlier run, to be taken over. */
	readonly finished?: readonly TableProfile[];
	readonly timeBudgetMs?: number;
	readonly signal?: AbortSignal;
	/** Milliseconds since 1970. */
	now(): number;
}

export type ProfileEvent =
	| { readonly kind: 'table'; readonly table: string; readonly number: number; readonly total: number; readonly columns: number }
	| { readonly kind: 'profile'; readonly profile: TableProfile };

export interface ProfileOutcome {
	readonly profiles: readonly TableProfile[];
	readonly failures: readonly { readonly table: string; readonly message: string }[];
	/** Why not every table was read, to be read after "as"; undefined when all were. */
	readonly stopped?: string;
	readonly interrupted: boolean;
}

/** Throws `DatabaseFailure` when the database cannot be reached or goes away. */
export async function* runProfile(
	plan: ProfilePlan,
	{ engine, settings }: { readonly engine: Engine; readonly settings: ConnectionSettings },
	options: ProfileOptions,
): AsyncGenerator<ProfileEvent, ProfileOutcome> {
	const stop = stopAfter(options.signal, options.timeBudgetMs);
	const profiles: TableProfile[] = [...(options.finished ?? [])];
	const failures: { table: string; message: string }[] = [];
	const done = new Set(profiles.map(({ table }) => table));
	const left = plan.tables.filter(({ name }) => !done.has(name));
	const inOrder = () => plan.tables.flatMap(({ name }) => profiles.find(({ table }) => table === name) ?? []);
	let session: Session | undefined;
	try {
		session = await engine.connect(settings, stop.signal, { purpose: 'crosswalk profile' });
		for (const [index, job] of left.entries()) {
			yield { kind: 'table', table: job.name, number: done.size + index + 1, total: plan.tables.length, columns: job.columns.length };
			try {
				const profile = await profileTable(plan, job, session, options, stop.signal);
				profiles.push(profile);
				yield { kind: 'profile', profile };
			} catch (error) {
				if (!(error instanceof DatabaseFailure) || error.kind === 'lost' || stop.signal.aborted) throw error;
				failures.push({ table: job.name, message: error.message });
			}
		}
		return { profiles: inOrder(), failures, interrupted: false };
	} catch (error) {
		const stopped = stop.reason();
		if (stopped === undefined || !(error instanceof Cancelled || error instanceof DatabaseFailure)) throw error;
		return { profiles: inOrder(), failures, stopped, interrupted: stop.wasInterrupted() };
	} finally {
		stop.release();
		await session?.close();
	}
}

async function profileTable(
	plan: ProfilePlan,
	job: TableJob,
	session: Session,
	{ now }: ProfileOptions,
	signal: AbortSignal,
): Promise<TableProfile> {
	const startedMs = now();
	const { options } = plan;
	const estimate = options.sample === undefined ? 0 : Number((await session.query(sizeQuery(job.table), signal))[0]?.[0] ?? 0);
	const sampling = planSampling(job.table, options.sample, estimate);
	const read = await readTable(job, sampling, session, signal);
	const isWhole = sampling.kind === 'whole' || (sampling.limit !== undefined && read.rows < sampling.limit);
	const counted = await countValues(plan, job, sampling, read, isWhole, session, signal);
	// Whoever wants a sample does not want every row of a lookup read.
	const columns = isWhole ? await countOrphans(job, counted, session, signal) : counted;
	return {
		connection: plan.connection,
		table: job.name,
		fingerprint: plan.fingerprint,
		profiledAt: session.info.snapshotAt,
		elapsedMs: now() - startedMs,
		read: readRows(read.rows, sampling, isWhole),
		atLeast: options.atLeast,
		withValues: options.withValues,
		columns,
	};
}

interface ReadTable {
	readonly rows: number;
	readonly columns: readonly ColumnProfile[];
}

/** One statement, but for tables of many hundred columns. */
async function readTable({ columns }: TableJob, sampling: Sampling, session: Session, signal: AbortSignal): Promise<ReadTable> {
	const [first = [], ...others] = chunks(columns, mostColumns);
	const ask = async (some: readonly ColumnJob[]): Promise<ReadTable> => {
		const [row = []] = await session.query(aggregateQuery(some, sampling.relation), signal);
		return readAggregates(some, row);
	};
	const read = await ask(first);
	const all = [...read.columns];
	for (const some of others) all.push(...(await ask(some)).columns);
	return { rows: read.rows, columns: all };
}

function readRows(rows: number, { ofRows }: Sampling, isWhole: boolean): ReadRows {
	return isWhole ? { kind: 'whole', rows } : { kind: 'sample', rows, ...(ofRows === undefined ? {} : { ofRows }) };
}

async function countValues(
	{ options }: ProfilePlan,
	job: TableJob,
	sampling: Sampling,
	read: ReadTable,
	isWhole: boolean,
	session: Session,
	signal: AbortSignal,
): Promise<readonly ColumnProfile[]> {
	if (read.rows === 0) return read.columns.map(column => ({ ...column, distinct: { count: 0, method: 'exact' } }));
	const relation = partOf(job.table, sampling, read.rows, countedRows);
	const isAll = isWhole && read.rows <= countedRows;
	const counted: Counted[] = [];
	for (const chunk of chunks(job.columns, chunkColumns)) {
		counted.push(...readFrequencies(chunk, await session.query(frequencyQuery(chunk, relation, options), signal)));
	}
	const whole = sampling.ofRows === undefined || isWhole ? 1 : Math.max(1, sampling.ofRows / read.rows);
	const columns = read.columns.map((column, index) => {
		const [one, columnJob] = [counted[index], job.columns[index]];
		if (!one || !columnJob) return column;
		const filled = read.rows - column.nulls;
		const known = withCounted(column, columnJob, one, { isAll, tableRows: filled * whole, shown: options });
		if (isAll) return known;
		if (columnJob.isUnique) return { ...known, distinct: { count: Math.round(filled * whole), method: 'key' as const } };
		const isBoolean = columnJob.kind === 'boolean' && column.trueRows !== undefined && isWhole;
		return isBoolean
			? { ...known, distinct: { count: Number(column.trueRows !== 0) + Number(column.trueRows !== filled), method: 'exact' as const } }
			: known;
	});
	return isAll || !isWhole ? columns : await countFew(columns, counted, { options }, job, sampling, session, signal);
}

async function countFew(
	columns: readonly ColumnProfile[],
	counted: readonly Counted[],
	{ options }: Pick<ProfilePlan, 'options'>,
	job: TableJob,
	sampling: Sampling,
	session: Session,
	signal: AbortSignal,
): Promise<readonly ColumnProfile[]> {
	const few = job.columns.filter((column, index) => {
		const one = counted[index];
		return one !== undefined && !column.isUnique && hasFewValues(one);
	});
	const found = new Map<ColumnJob, ColumnProfile>();
	for (const chunk of chunks(few, mostSets)) {
		const all = readFewValues(await session.query(fewValuesQuery(chunk, sampling.relation), signal));
		for (const [index, column] of chunk.entries()) {
			const known = columns[job.columns.indexOf(column)];
			if (all && known) found.set(column, withFewValues(known, column, all.get(index) ?? [], options));
		}
	}
	return columns.map((column, index) => {
		const of = job.columns[index];
		return (of && found.get(of)) ?? column;
	});
}

async function countOrphans(
	{ orphans }: TableJob,
	columns: readonly ColumnProfile[],
	session: Session,
	signal: AbortSignal,
): Promise<readonly ColumnProfile[]> {
	const found = new Map<string, OrphanCount[]>();
	for (const { sql, column, mapping, targetColumn, lookup } of orphans) {
		const counted = await countedOrphans(sql, session, signal);
		if (!counted) continue;
		const own = found.get(column) ?? [];
		own.push({ mapping, targetColumn, lookup, rows: Number(counted[0]), values: Number(counted[1]) });
		found.set(column, own);
	}
	return columns.map(column => {
		const own = found.get(column.name);
		return own ? { ...column, orphans: own } : column;
	});
}

/** Undefined when the server refuses the question (types that cannot be compared) or takes too long: the rest is worth having without it. */
async function countedOrphans(sql: string, session: Session, signal: AbortSignal) {
	try {
		return (await session.query(sql, signal))[0];
	} catch (error) {
		if (error instanceof DatabaseFailure && error.kind !== 'lost' && !signal.aborted) return undefined;
		throw error;
	}
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
