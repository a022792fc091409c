/**
 * Plans the data fit of one mapping: one scan that counts everything at once, and, as far as they are needed, one statement for keys that
 * nothing makes unique, one for foreign keys, and one for rows that are left out. Runs nothing.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { MOST_LOOKUP_ROWS } from '../reconcile/lookupQuestions';
import { compileOptions, preparation } from '../reconcile/mappingJob';
import { missingCatalog, obstacleOf } from '../reconcile/obstacles';
import type { Answers, NotRun, ReconcileJob } from '../reconcile/plan';
import type { Row } from '../reconcile/rowCursor';
import type { SqlText } from '../sql/composed';
import { plainSql } from '../sql/template';
import { type Details, detailsOf } from './details';
import type { FitFinding } from './fit';
import { askedKeys } from './kinds/orphans';
import { askedShared, readShared, sharedSelect } from './kinds/sharedKeys';
import { type AskedUnique, askedUniques, readUnique, repeatedSelect, uniqueSelect } from './kinds/uniques';
import { type LeftOut, planLeftOut } from './leftOut';
import { maskedBecause } from './masked';
import { type FitRows, fitRows } from './rows';
import { sampledMapping } from './sample';

export interface FitOptions {
	/** A number of rows, or a share such as `10%`. */
	readonly sample?: string;
}

export interface FitJob {
	readonly mapping: string;
	/** What has to be asked before it can be compiled, step by step. */
	readonly questions: ReconcileJob['questions'];
	/** Why it cannot be run, whatever a server says. */
	readonly obstacle?: string;
	/** `refusedChecks`: checks of the target that the source cannot run. */
	compile(answers: Answers, refusedChecks?: ReadonlyMap<string, string>): FitPlan | NotRun;
}

export interface FitPlan {
	readonly scan: Scan;
	/** Each check alone, so that one that the source refuses keeps nothing else from being counted. */
	readonly checks: readonly { readonly about: string; readonly sql: SqlText }[];
	readonly orphans?: Scan;
	readonly uniques?: Uniques;
	/** Across the mappings that fill the same table. */
	readonly shared?: Uniques;
	readonly leftOut?: LeftOut;
	readonly skipped: readonly { readonly about: string; readonly reason: string }[];
	/** How the sample is taken. */
	readonly sample?: string;
	readonly masked?: string;
	/** One scan of the same rows that evaluates the same expressions and counts them: what a scan is measured by. */
	readonly yardstick: SqlText;
}

/** Counts over the rows, in one statement. */
export interface Scan {
	readonly sql: SqlText;
	read(rows: readonly Row[]): { readonly rows: number; readonly rejected: number; readonly findings: readonly FitFinding[] };
	/**
	 * The same without asking which rows are rejected, which costs most: where it finds nothing, there is nothing. Undefined when no row can be
	 * rejected.
	 */
	readonly quick?: {
		readonly sql: SqlText;
		/** Undefined: something was found, so that all is to be asked. `of`: the rows that arrive. */
		none(rows: readonly Row[], of: number): readonly FitFinding[] | undefined;
	};
	/** Keys and values of what was found. */
	details(findings: readonly FitFinding[]): Details | undefined;
}

export interface Uniques {
	/** The numbers of the keys that stand more than once, rejected rows or not. Undefined: all are to be asked at once. */
	readonly quick?: SqlText;
	/** `numbers`: of keys; undefined: all. */
	sql(numbers?: readonly number[]): SqlText;
	/** Keys without an answer stand once. `of`: the rows that the mapping makes. */
	read(rows: readonly Row[], of: number): readonly FitFinding[];
}

export function fitJob(mapping: MappingFacts, facts: SpecFacts, options: FitOptions = {}): FitJob {
	const obstacle =
		missingCatalog(facts) ?? obstacleOf(mapping, facts) ?? (facts.mapping(mapping.name) === mapping ? undefined : 'its name is taken');
	const parents = obstacle === undefined ? askedKeys(mapping, facts, () => {}).flatMap(one => one.parents) : [];
	const sharing = obstacle === undefined ? (askedShared(mapping, facts, () => {})?.members ?? []) : [];
	const group = [...new Set([mapping, ...parents, ...sharing])];
	return {
		mapping: mapping.name,
		questions: obstacle === undefined ? preparation(group, facts) : [],
		...(obstacle === undefined ? {} : { obstacle }),
		compile: (answers, refusedChecks = new Map()) => planFit(group, facts, options, answers, refusedChecks),
	};
}

function planFit(
	group: readonly MappingFacts[],
	facts: SpecFacts,
	{ sample }: FitOptions,
	answers: Answers,
	refusedChecks: ReadonlyMap<string, string>,
): FitPlan | NotRun {
	const [mapping] = group;
	if (!mapping) return { notRun: 'there is no such mapping' };
	const compile = compileOptions(group, facts, answers);
	const [tooLong] = [...(compile.lookupRows ?? [])].filter(([, { rows }]) => rows.length > MOST_LOOKUP_ROWS);
	if (tooLong) return { notRun: `the lookup "${tooLong[0]}" has more than ${MOST_LOOKUP_ROWS} rows; join its table in "source" instead` };
	const part = sample === undefined ? { mapping, words: undefined } : sampledMapping(mapping, facts, sample);
	if ('notRun' in part) return part;
	const skipped = [...refusedChecks].map(([about, reason]) => ({ about, reason }));
	const skip = (about: string, reason: string) => void skipped.push({ about, reason });
	const common = { compile, sampled: part.mapping, refusedChecks: new Set(refusedChecks.keys()) };
	const masked = maskedBecause(facts, mapping.name);
	const rows = fitRows(mapping, facts, { ...common, skip });
	const keys = askedKeys(mapping, facts, skip);
	const uniques = askedUniques(mapping, facts, skip);
	const shared = sample === undefined ? askedShared(mapping, facts, skip) : undefined;
	const leftOut = sample === undefined ? planLeftOut(mapping, facts, compile) : undefined;
	if (leftOut && 'notRun' in leftOut) skip('rows that are left out', leftOut.notRun);
	if (sample !== undefined && uniques.length > 0) skip('keys that stand several times', 'a sample cannot tell');
	const orphans = keys.length === 0 ? undefined : fitRows(mapping, facts, { ...common, skip: () => {}, orphans: keys });
	const isMasked = masked !== undefined;
	return {
		scan: scanOf(rows, isMasked),
		checks: rows.measures
			.filter(({ kind }) => kind === 'check')
			.map(({ about, bad }) => ({ about, sql: rows.statement(from => `select ${bad} ${from}`) })),
		...(orphans ? { orphans: scanOf(orphans, isMasked) } : {}),
		...(uniques.length === 0 || sample !== undefined ? {} : { uniques: uniquesOf(mapping, rows, uniques, isMasked) }),
		...(shared
			? {
					shared: {
						sql: () => sharedSelect(shared, facts, compile, !shared.members.some(({ name }) => maskedBecause(facts, name) !== undefined)),
						read: rows => readShared(shared, rows),
					},
				}
			: {}),
		...(leftOut && !('notRun' in leftOut) ? { leftOut } : {}),
		skipped,
		...(part.words === undefined ? {} : { sample: part.words }),
		...(isMasked ? { masked } : {}),
		yardstick: rows.statement(from => `select count(*), ${rows.outputs.map(name => `count(${name})`).join(', ') || 'count(*)'} ${from}`),
	};
}

function scanOf(rows: FitRows, isMasked: boolean): Scan {
	const { measures, rejected } = rows;
	// A row that is rejected is asked for last: that a row is bad is rare, and then seldom asked.
	const arrives = rejected ? ` and ${rejected} is not true` : '';
	const filtered = (extreme: string) => (rejected ? `${extreme} filter (where ${rejected} is not true)` : extreme);
	const bads = measures.map(({ bad, ofRejected }) => (ofRejected ? bad : `(${bad})${arrives}`));
	const values = measures.flatMap(({ extremes = [] }, index) => [
		`count(*) filter (where ${bads[index]})`,
		...extremes.map(one => withFilter(one, filtered)),
	]);
	const all = ['count(*)', rejected ? `count(*) filter (where ${rejected})` : '0', ...values];
	return {
		sql: rows.statement(from => `select ${all.join(',\n\t')}\n${from}`),
		read([row = []]) {
			const [total, refused, ...rest] = row;
			const of = Number(total);
			let at = 0;
			const findings = measures.map(({ kind, code, at: place, about, reject, extremes: asked = [], ofRejected, tell }): FitFinding => {
				const [count, ...extremes] = rest.slice(at, at + 1 + asked.length);
				at += 1 + asked.length;
				const counted = { rows: Number(count), of: ofRejected ? of : of - Number(refused), extremes };
				const reason = reject === undefined ? {} : { reject };
				return { kind, code, at: place, about, rows: counted.rows, of: counted.of, message: tell(counted), ...reason };
			});
			return { rows: of, rejected: Number(refused), findings };
		},
		...(rejected
			? {
					quick: {
						sql: rows.statement(from => `select ${measures.map(({ bad }) => `count(*) filter (where ${bad})`).join(', ')} ${from}`),
						none([row = []], of) {
							if (row.some(count => count !== '0')) return undefined;
							return measures.map(({ kind, code, at, about, tell }) => {
								const counted = { rows: 0, of, extremes: [] };
								return { kind, code, at, about, rows: 0, of, message: tell(counted) };
							});
						},
					},
				}
			: {}),
		details: findings => detailsOf(rows, bads, findings, isMasked),
	};
}

/** `max(x)::text` with a filter behind the aggregate. */
function withFilter(extreme: string, filtered: (aggregate: string) => string): string {
	const cast = extreme.endsWith('::text') ? '::text' : '';
	return `(${filtered(extreme.slice(0, extreme.length - cast.length))})${cast}`;
}

function uniquesOf(mapping: MappingFacts, rows: FitRows, asked: ReturnType<typeof askedUniques>, isMasked: boolean): Uniques {
	const known = asked.flatMap(one => {
		const values = one.columns.map(name => rows.valuesOf(name));
		return values.every(each => each.length > 0)
			? [{ one, values: values.flat(), names: one.columns.flatMap((name, at) => (values[at] ?? []).map(() => name)) }]
			: [];
	});
	if (known.length === 0) return { sql: () => plainSql('select 0 where false'), read: () => [] };
	const all = known.map((_, number) => number);
	const each = (numbers: readonly number[], select: (number: number, one: AskedUnique, values: readonly string[]) => string) =>
		numbers.flatMap(number => (known[number] ? [select(number, known[number].one, known[number].values)] : [])).join('\nunion all\n');
	return {
		...(rows.rejected
			? { quick: rows.statement(from => each(all, (number, one, values) => repeatedSelect(number, one, values, from))) }
			: {}),
		sql: (numbers = all) =>
			rows.statement(from => each(numbers, (number, one, values) => uniqueSelect(number, one, values, rows.rejected, from, !isMasked))),
		read: (answers, of) =>
			known.map(({ one, names }, number) => readUnique(one, names, answers.find(([n]) => Number(n) === number) ?? [], of, mapping)),
	};
}
