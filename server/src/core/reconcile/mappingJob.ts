/**
 * The job of a mapping, or of all mappings that share a target: what has to be asked of the servers first (rows of lookups, types of
 * expressions), and how the answers become two SELECTs to compare.
 */

import { compileComparison } from '../mapping/compileComparison';
import type { CompiledDescribe } from '../mapping/compileDescribe';
import { compileDescribe, compileDescribeValues, describedMappings } from '../mapping/compileDescribe';
import type { CompiledComparison, CompileOptions, LookupRows } from '../mapping/compileOptions';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { type AskedCheck, askedAggregates, checkName, isAggregate } from './askedAggregates';
import { compileBalanceRelation } from './balanceRelation';
import { countQueries } from './checks/count';
import { type GroupOptions, groupOptions } from './groupOptions';
import { lookupQuestions, lookupRowsOf, MOST_LOOKUP_ROWS } from './lookupQuestions';
import { missingCatalog, obstacleOf } from './obstacles';
import { filtered, type OverColumns, pieceOver } from './overColumns';
import type { Answers, CompiledJob, NotRun, PlannedCheck, Question, ReconcileJob } from './plan';
import type { ComparedRelation, RelationColumn } from './relation';
import { isCountOfRows, sampled, shareOf } from './sampled';
import { parseTolerance } from './tolerance';
import { withLedger } from './writtenLedger';

/** `sample`: instead of what the spec says. */
export function mappingJob(group: readonly MappingFacts[], checks: readonly AskedCheck[], facts: SpecFacts, sample?: string): ReconcileJob {
	const names = group.map(member => member.name);
	const options = groupOptions(group);
	const obstacle = obstacleOfGroup(group, facts) ?? ('conflict' in options ? options.conflict : undefined);
	const asked: AskedJob = { group, facts, checks, options: 'conflict' in options ? noOptions : options, sample };
	return {
		mapping: names[0] ?? '',
		...(names.length > 1 ? { group: names } : {}),
		...(group[0]?.table?.estimatedRows === undefined ? {} : { expectedRows: group[0].table.estimatedRows }),
		checks: inOrder(asked).map(check => planCheck(check, obstacle)),
		questions: obstacle === undefined ? questionsOf(asked) : [],
		compile: answers => compileJob(asked, answers),
	};
}

/** With a ledger the rows come first: they may explain what differs in other checks. */
function inOrder({ checks, options }: AskedJob): readonly AskedCheck[] {
	if (options.accept.length === 0) return checks;
	return [...checks.filter(({ kind }) => kind === 'rows'), ...checks.filter(({ kind }) => kind !== 'rows')];
}

interface AskedJob {
	readonly group: readonly MappingFacts[];
	readonly facts: SpecFacts;
	readonly checks: readonly AskedCheck[];
	readonly options: GroupOptions;
	readonly sample: string | undefined;
}

const noOptions: GroupOptions = { except: new Set(), tolerance: new Map(), accept: [] };

function obstacleOfGroup(group: readonly MappingFacts[], facts: SpecFacts): string | undefined {
	const missing = missingCatalog(facts);
	if (missing !== undefined) return missing;
	for (const member of group) {
		const obstacle = obstacleOf(member, facts);
		if (obstacle !== undefined) return group.length > 1 ? `of "${member.name}": ${obstacle}` : obstacle;
	}
	return undefined;
}

function planCheck(check: AskedCheck, obstacle: string | undefined): PlannedCheck {
	const name = checkName(check);
	if (obstacle !== undefined) return { kind: 'not-run', name, reason: obstacle };
	return isAggregate(check) ? { kind: 'aggregate', name } : { kind: check.kind as 'count' | 'rows' | 'balance', name };
}

/** What has to be known before rows of the group are counted as a sample is taken. */
function questionsOf(asked: AskedJob): ReconcileJob['questions'] {
	return [...preparation(asked.group, asked.facts), answers => sampleQuestions(asked, answers)];
}

/** What `compileOptions` needs. Rows of lookups first: expressions may read them. Then types of expressions, then of those over `value`. */
export function preparation(group: readonly MappingFacts[], facts: SpecFacts): ReconcileJob['questions'] {
	const described = describedMappings(facts, group);
	const lookups = (want: Question['want']) => (answers: Answers) =>
		lookupQuestions({ mappings: described }, facts, want, optionsOf(answers));
	return [
		lookups('columns'),
		lookups('rows'),
		answers =>
			describeQuestions(described, 'expressions', mapping => compileDescribe(facts, mapping, compileOptions(group, facts, answers))),
		answers =>
			describeQuestions(described, 'values', mapping => compileDescribeValues(facts, mapping, compileOptions(group, facts, answers))),
	];
}

/** How many rows there are to take so many of. */
function sampleQuestions(asked: AskedJob, answers: Answers): readonly Question[] {
	const text = sampleOf(asked);
	if (text === undefined || !isCountOfRows(text) || !asked.checks.some(({ kind }) => kind === 'rows')) return [];
	const compiled = compileRelations(asked, answers);
	return 'notRun' in compiled ? [] : [{ id: sampleId(asked), side: 'source', want: 'rows', sql: countQueries(compiled.relation).source }];
}

function sampleId({ group }: AskedJob): string {
	return `rows of ${group.map(({ name }) => name).join(', ')}`;
}

function sampleOf({ options, sample }: AskedJob): string | undefined {
	return sample ?? options.sample?.value.text ?? undefined;
}

type Describe = (mapping: MappingFacts) => CompiledDescribe | undefined;

function describeQuestions(mappings: readonly MappingFacts[], what: 'expressions' | 'values', describe: Describe): readonly Question[] {
	return mappings.flatMap(mapping => {
		const compiled = describe(mapping);
		return compiled ? [{ id: `${what} of ${mapping.name}`, side: 'source' as const, want: 'columns' as const, sql: compiled.sql }] : [];
	});
}

function optionsOf({ versions }: Answers): CompileOptions {
	return { sourceVersion: versions.source, targetVersion: versions.target };
}

/** With everything that is known so far: what was not asked yet is simply not there. */
export function compileOptions(group: readonly MappingFacts[], facts: SpecFacts, answers: Answers): CompileOptions {
	const described = describedMappings(facts, group);
	const lookupRows: ReadonlyMap<string, LookupRows> = lookupRowsOf(facts, answers);
	const types = new Map<string, string>();
	const add = (what: string, describe: Describe) => {
		for (const mapping of described) {
			const columns = answers.columns(`${what} of ${mapping.name}`);
			if (columns.length === 0) continue;
			describe(mapping)?.outputs.forEach(({ id }, index) => {
				const type = columns[index]?.type;
				if (type !== undefined) types.set(id, type);
			});
		}
	};
	const known = { ...optionsOf(answers), lookupRows, types };
	add('expressions', mapping => compileDescribe(facts, mapping, known));
	add('values', mapping => compileDescribeValues(facts, mapping, known));
	return known;
}

interface Relations extends Pick<CompiledJob, 'relation' | 'where'> {
	readonly over: OverColumns;
	readonly notes: readonly string[];
}

function compileRelations({ group, facts, options }: AskedJob, answers: Answers): Relations | NotRun {
	const compileWith = compileOptions(group, facts, answers);
	const [tooLong] = [...(compileWith.lookupRows ?? [])].filter(([, { rows }]) => rows.length > MOST_LOOKUP_ROWS);
	if (tooLong) return { notRun: `the lookup "${tooLong[0]}" has more than ${MOST_LOOKUP_ROWS} rows; join its table in "source" instead` };
	const compiled = compileComparison(facts, group, compileWith);
	const [member] = group;
	if ('impossible' in compiled || !member) return { notRun: 'impossible' in compiled ? compiled.impossible : '' };
	const notes: string[] = [];
	const columns = compiled.columns.map(column => withOptions(column, options, notes));
	const whole = { ...compiled, columns };
	const over = { facts, member, columns };
	if (!options.where) return { relation: whole, over, notes };
	const condition = pieceOver(options.where.value, over);
	if ('obstacle' in condition) return { notRun: `its "where" ${condition.obstacle}` };
	const where = { text: options.where.value.text.trim(), whole };
	return { relation: filtered(whole, condition, over), where, over, notes };
}

function compileJob(asked: AskedJob, answers: Answers): CompiledJob | NotRun {
	const compiled = compileRelations(asked, answers);
	if ('notRun' in compiled) return compiled;
	const { relation, where, over, notes } = compiled;
	const known = withLedger(relation, asked.options.accept, over, answers.now);
	const aggregates = askedAggregates(asked.checks, relation, over, answers);
	return {
		relation: known.relation,
		...(where ? { where } : {}),
		...sampleOptions(asked, answers, known.relation),
		balance: balanceOf(asked.group, asked.facts, compileOptions(asked.group, asked.facts, answers)),
		...(aggregates ? { aggregates } : {}),
		notes,
		rowsNotes: known.notes,
	};
}

/** A sample that takes every row is none. */
function sampleOptions(asked: AskedJob, answers: Answers, relation: ComparedRelation): Pick<CompiledJob, 'sample'> {
	const text = sampleOf(asked);
	const share = text === undefined ? undefined : shareOf(text, Number(answers.rows(sampleId(asked))[0]?.[0] ?? 0));
	if (text === undefined || share === undefined || share >= 1) return {};
	return { sample: { text: text.trim(), relation: sampled(relation, share) } };
}

/** What `tolerance` and `compare: { except }` say of a column. */
function withOptions(column: CompiledComparison['columns'][number], options: GroupOptions, notes: string[]): RelationColumn {
	const excepted = options.except.has(column.column) && !column.isKey ? { excepted: true } : {};
	const written = options.tolerance.get(column.column);
	if (!written || column.notCompared !== undefined) return { ...column, ...excepted };
	const text = written.text ?? '';
	const tolerance = column.isKey ? 'invalid' : parseTolerance(text, column.type);
	if (tolerance !== 'invalid') return { ...column, ...excepted, tolerance };
	notes.push(`the tolerance "${text}" says nothing for "${column.name}" (${column.isKey ? 'a key' : column.type}): it is compared exactly`);
	return { ...column, ...excepted };
}

function balanceOf(group: readonly MappingFacts[], facts: SpecFacts, options: CompileOptions): CompiledJob['balance'] {
	const made = group.map(member => compileBalanceRelation(member, facts, options));
	const impossible = made.find(one => 'notRun' in one);
	return impossible && 'notRun' in impossible ? impossible : made.flatMap(one => ('notRun' in one ? [] : [one]));
}
