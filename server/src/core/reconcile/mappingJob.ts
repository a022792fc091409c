/**
 * The job of a mapping, or of all mappings that share a target: what has to be asked of the servers first (rows of lookups, types of
 * expressions), and how the answers become two SELECTs to compare.
 */

import { compileComparison } from '../mapping/compileComparison';
import type { CompiledDescribe } from '../mapping/compileDescribe';
import { compileDescribe, compileDescribeValues, describedMappings } from '../mapping/compileDescribe';
import type { CompiledComparison, CompileOptions, LookupRows } from '../mapping/compileOptions';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import type { CheckOption } from '../spec/spec';
import { compileBalanceRelation } from './balanceRelation';
import { lookupQuestions, lookupRowsOf, MOST_LOOKUP_ROWS } from './lookupQuestions';
import { missingCatalog, obstacleOf } from './obstacles';
import type { Answers, CompiledJob, NotRun, PlannedCheck, Question, ReconcileJob } from './plan';
import type { RelationColumn } from './relation';
import { parseTolerance } from './tolerance';

type AskedCheck = Pick<CheckOption, 'kind' | 'column'>;

export function mappingJob(group: readonly MappingFacts[], checks: readonly AskedCheck[], facts: SpecFacts): ReconcileJob {
	const names = group.map(member => member.name);
	const obstacle = obstacleOfGroup(group, facts);
	return {
		mapping: names[0] ?? '',
		...(names.length > 1 ? { group: names } : {}),
		...(group[0]?.table?.estimatedRows === undefined ? {} : { expectedRows: group[0].table.estimatedRows }),
		checks: checks.map(check => planCheck(check, obstacle)),
		questions: obstacle === undefined ? questionsOf(group, facts) : [],
		compile: answers => compileJob(group, facts, answers),
	};
}

/** `count`, or with its column `sum(credit_limit)`. */
export function checkName({ kind, column }: AskedCheck): string {
	return column === undefined ? kind : `${kind}(${column.text})`;
}

function obstacleOfGroup(group: readonly MappingFacts[], facts: SpecFacts): string | undefined {
	const missing = missingCatalog(facts);
	if (missing !== undefined) return missing;
	for (const member of group) {
		const obstacle = obstacleOf(member, facts);
		if (obstacle !== undefined) return group.length > 1 ? `of "${member.name}": ${obstacle}` : obstacle;
		if (member.mapping.reconcile?.where) {
			return `"where" of its reconcile section is not supported yet; without it other rows would be compared than you asked for`;
		}
	}
	return undefined;
}

function planCheck(check: AskedCheck, obstacle: string | undefined): PlannedCheck {
	const name = checkName(check);
	if (obstacle !== undefined) return { kind: 'not-run', name, reason: obstacle };
	if (check.kind === 'count' || check.kind === 'rows' || check.kind === 'balance') return { kind: check.kind, name };
	return { kind: 'not-run', name, reason: `the check "${check.kind}" is not supported yet; "rows" compares every value` };
}

/** Rows of lookups first: expressions may read them. Then types of expressions, then of those over `value`. */
function questionsOf(group: readonly MappingFacts[], facts: SpecFacts): ReconcileJob['questions'] {
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
function compileOptions(group: readonly MappingFacts[], facts: SpecFacts, answers: Answers): CompileOptions {
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

function compileJob(group: readonly MappingFacts[], facts: SpecFacts, answers: Answers): CompiledJob | NotRun {
	const options = compileOptions(group, facts, answers);
	const [tooLong] = [...(options.lookupRows ?? [])].filter(([, { rows }]) => rows.length > MOST_LOOKUP_ROWS);
	if (tooLong) return { notRun: `the lookup "${tooLong[0]}" has more than ${MOST_LOOKUP_ROWS} rows; join its table in "source" instead` };
	const compiled = compileComparison(facts, group, options);
	if ('impossible' in compiled) return { notRun: compiled.impossible };
	const notes: string[] = [];
	const columns = compiled.columns.map(column => withOptions(column, group, notes));
	for (const { name, mapping } of group) {
		if (mapping.reconcile?.sample) notes.push(`"sample" of "${name}" is not supported yet: all rows are compared`);
		for (const accepted of mapping.reconcile?.accept ?? []) {
			notes.push(`the accepted difference "${accepted.name.text}" is not applied yet: its rows count as differences`);
		}
	}
	return { relation: { ...compiled, columns }, balance: balanceOf(group, facts, options), notes };
}

/** What `tolerance` and `compare: { except }` say of a column; `undefined` for one that is left out on purpose. */
function withOptions(column: CompiledComparison['columns'][number], group: readonly MappingFacts[], notes: string[]): RelationColumn {
	const isExcepted = group.some(({ mapping }) => mapping.reconcile?.except.some(one => one.text === column.column));
	if (isExcepted && !column.isKey) return { ...column, excepted: true };
	const [written] = group.flatMap(({ mapping }) => mapping.reconcile?.tolerance.filter(one => one.column.text === column.column) ?? []);
	if (!written || column.notCompared !== undefined) return column;
	const text = written.amount.text ?? '';
	const tolerance = column.isKey ? 'invalid' : parseTolerance(text, column.type);
	if (tolerance !== 'invalid') return { ...column, tolerance };
	notes.push(`the tolerance "${text}" says nothing for "${column.name}" (${column.isKey ? 'a key' : column.type}): it is compared exactly`);
	return column;
}

function balanceOf(group: readonly MappingFacts[], facts: SpecFacts, options: CompileOptions): CompiledJob['balance'] {
	const made = group.map(member => compileBalanceRelation(member, facts, options));
	const impossible = made.find(one => 'notRun' in one);
	return impossible && 'notRun' in impossible ? impossible : made.flatMap(one => ('notRun' in one ? [] : [one]));
}
