/**
 * Quality rules that the profile says hold today and that the target relies on, so that they still hold on the day: filled columns, unique
 * keys, lengths, signs, lists of codes, shapes, partners of lookups. Suggests none that the source's own schema guarantees.
 */

import { fullName } from '../catalog/lookup';
import { thousands } from '../fit/words';
import { allowedValues } from '../mapping/allowedValues';
import type { SpecFacts } from '../mapping/facts';
import { familyOf, numericLimits } from '../sql/dialects/typeFamily';
import { quoteIdentifier, quoteLiteral, quoteName } from '../sql/quote';
import { knownType } from './columnKind';
import { type MappedColumn, rowsOf } from './mappedColumn';
import { planOrphans } from './orphans';
import { quotedYaml, type RuleSuggestion } from './suggestion';

const mostListed = 20;
/** A list or a shape is believed when each of its values stands in so many rows on average. */
const enoughRows = 20;

/** Of one column. */
export function suggestQuality(facts: SpecFacts, one: MappedColumn): readonly RuleSuggestion[] {
	const found = [filled, unique, fits, notNegative, listed, shaped].flatMap(rule => rule(one, facts, rowsOf(one.whole.read)) ?? []);
	return found.map(({ holds, title, evidence, ...rule }) => ({
		kind: 'quality',
		mapping: one.mapping.name,
		column: one.target.name,
		title: `Require that ${title}`,
		evidence,
		entry: { kind: 'quality', name: `${fullName(one.table)}.${one.column.name} ${holds}`, yaml: ruleYaml(one, rule) },
	}));
}

interface Rule {
	/** The end of its name: `is filled`. */
	readonly holds: string;
	readonly title: string;
	readonly evidence: string;
	/** What every row must meet, or the offending rows. */
	readonly rows?: string;
	readonly query?: string;
}

function ruleYaml({ table }: MappedColumn, { rows, query }: Pick<Rule, 'rows' | 'query'>): string {
	if (query !== undefined) return `{ on: source, query: ${quotedYaml(query)} }`;
	return `{ on: source, table: ${quotedYaml(quoteName(table.schema, table.name))}, rows: ${quotedYaml(rows ?? '')} }`;
}

type RuleOf = (one: MappedColumn, facts: SpecFacts, rows: string) => Rule | undefined;

const filled: RuleOf = ({ column, profile, target }, _, rows) => {
	if (!column.nullable || profile.nulls > 0 || target.column?.nullable !== false || target.written?.nullTo) return undefined;
	return {
		holds: 'is filled',
		title: `"${column.name}" is filled`,
		evidence: `0 of ${rows} are null, and "${target.name}" of the target refuses NULL`,
		rows: `${quoteIdentifier(column.name)} is not null`,
	};
};

const unique: RuleOf = ({ mapping, table, column, profile, whole, target }, _, rows) => {
	const isKeyOf = (keys: readonly { readonly columns: readonly string[]; readonly where?: string }[], name: string) =>
		keys.some(key => key.columns.length === 1 && key.columns[0] === name && key.where === undefined);
	const keysOf = (one: typeof table) => [...(one.primaryKey ? [one.primaryKey] : []), ...one.uniqueKeys];
	const filledRows = whole.read.rows - profile.nulls;
	const isDistinct = whole.read.kind === 'whole' && profile.distinct?.method === 'exact' && profile.distinct.count === filledRows;
	if (!mapping.table || !isDistinct || filledRows === 0 || isKeyOf(keysOf(table), column.name)) return undefined;
	if (!isKeyOf(keysOf(mapping.table), target.name)) return undefined;
	const name = quoteIdentifier(column.name);
	return {
		holds: 'is unique',
		title: `"${column.name}" is unique`,
		evidence: `${profile.distinct?.count} different values in ${rows}, and "${target.name}" of the target is unique`,
		query: `select ${name}, count(*) from ${quoteName(table.schema, table.name)} where ${name} is not null group by ${name} having count(*) > 1`,
	};
};

/** Steps that never make a text longer. */
const shortening = new Set(['trim', 'ltrim', 'rtrim', 'empty_to_null', 'left', 'right', 'substring']);

const fits: RuleOf = ({ column, kind, profile, target, isPlain }, _, rows) => {
	const limit = lengthLimit(target.column?.type);
	const { written } = target;
	const isKept = isPlain && !written?.map && !written?.cast && (written?.transforms ?? []).every(({ name }) => shortening.has(name.text));
	if (kind !== 'text' || limit === undefined || !isKept || !profile.length || profile.length.max > limit) return undefined;
	const declared = lengthLimit(column.type);
	if (declared !== undefined && declared <= limit) return undefined;
	return {
		holds: `has at most ${limit} characters`,
		title: `"${column.name}" has at most ${limit} characters`,
		evidence: `the longest of ${rows} is ${profile.length.max}, and "${target.name}" of the target takes ${limit}`,
		rows: orNull(column, `char_length(${quoteIdentifier(column.name)}) <= ${limit}`),
	};
};

const notNegative: RuleOf = ({ table, column, kind, profile, target, whole }, _, rows) => {
	const min = Number(profile.min ?? 'none');
	const isKey = [table.primaryKey, ...table.uniqueKeys, ...table.foreignKeys].some(key => key?.columns.includes(column.name));
	// A number that becomes a date or a code has no sign to speak of.
	const staysNumber = kind === 'number' && target.column !== undefined && knownType(target.column.type, undefined).kind === 'number';
	if (!staysNumber || isKey || whole.read.rows < enoughRows || !(min >= 0) || profile.max === 'NaN' || (profile.orphans ?? []).length > 0)
		return undefined;
	return {
		holds: 'is not negative',
		title: `"${column.name}" is not negative`,
		evidence: `the least of ${rows} is ${profile.min}`,
		rows: orNull(column, `${quoteIdentifier(column.name)} >= ${familyOf(column.type) === 'money' ? "'0'::money" : '0'}`),
	};
};

const listed: RuleOf = ({ table, column, kind, profile, target }, { source }, rows) => {
	const values = codesOf(profile.values, profile.nulls);
	if (kind !== 'text' || !values || target.written?.map || allowedValues(table, column, source)) return undefined;
	return {
		holds: 'is one of the known values',
		title: `"${column.name}" is one of ${values.length} values`,
		evidence: `${rows} hold no others: ${values.map(value => `'${value}'`).join(', ')}`,
		rows: orNull(column, `${quoteIdentifier(column.name)} in (${values.map(quoteLiteral).join(', ')})`),
	};
};

function codesOf(values: MappedColumn['profile']['values'], nulls: number): readonly string[] | undefined {
	if (!values?.isExact || !values.isComplete || values.items.length === 0 || values.items.length > mostListed) return undefined;
	if (values.rows + nulls < values.items.length * enoughRows) return undefined;
	// Longer texts, and several words, are what people wrote.
	const texts = values.items.map(({ text }) => text);
	return texts.every(text => /^\S{0,12}$/.test(text)) ? texts : undefined;
}

const shaped: RuleOf = ({ column, kind, profile, target }, _, rows) => {
	const [only] = profile.shapes?.items ?? [];
	const isOne = only && profile.shapes?.isExact && profile.shapes.isComplete && profile.shapes.items.length === 1;
	if (kind !== 'text' || !isOne || only.rows < enoughRows || !/^(?=.*[A9])[A-Za9 ._/-]{3,20}$/.test(only.text)) return undefined;
	if (target.written?.map || codesOf(profile.values, profile.nulls)) return undefined;
	const name = quoteIdentifier(column.name);
	return {
		holds: `looks like ${only.text}`,
		title: `"${column.name}" looks like ${only.text}`,
		evidence: `all ${thousands(only.rows)} values of ${rows} do`,
		rows: orNull(column, `${familyOf(column.type) === 'text' ? name : `${name}::text`} ~ ${quoteLiteral(patternOf(only.text))}`),
	};
};

/** `^[A-Z]{2}-[0-9]{3}$` of `AA-999`. */
function patternOf(shape: string): string {
	const classes: Readonly<Record<string, string>> = { A: '[A-Z]', a: '[a-z]', '9': '[0-9]', '.': '[.]' };
	const runs = [...shape.matchAll(/(.)\1*/g)].map(([run, character = '']) => {
		return `${classes[character] ?? character}${run.length > 1 ? `{${run.length}}` : ''}`;
	});
	return `^${runs.join('')}$`;
}

/** A rule is violated when it is not true, and NULL is no value that breaks it. */
function orNull({ name, nullable }: MappedColumn['column'], condition: string): string {
	return nullable ? `${quoteIdentifier(name)} is null or ${condition}` : condition;
}

function lengthLimit(type: string | undefined): number | undefined {
	return type !== undefined && familyOf(type) === 'text' ? numericLimits(type)?.precision : undefined;
}

/** Rows whose lookup finds no partner: also where there are some today, as somebody has to mend them. */
export function suggestPartners(facts: SpecFacts, one: Pick<MappedColumn, 'mapping' | 'whole'>): readonly RuleSuggestion[] {
	const { mapping, whole } = one;
	const questions = planOrphans(facts, mapping, whole.table);
	return questions.flatMap((question): readonly RuleSuggestion[] => {
		const counts = whole.columns.find(({ name }) => name === question.column)?.orphans;
		const counted = counts?.find(count => count.mapping === mapping.name && count.targetColumn === question.targetColumn);
		// Quoted YAML folds lines, which would make a comment of what stands behind one.
		if (!counted || question.rowsSql.includes('--')) return [];
		const none = counted.rows === 0;
		return [
			{
				kind: 'quality',
				mapping: mapping.name,
				column: question.targetColumn,
				title: `Require that "${question.column}" has its partner in "${question.lookup}"`,
				evidence: `${counted.rows} of ${rowsOf(whole.read)} have none${none ? '' : `: ${counted.values} values that somebody has to mend`}`,
				entry: {
					kind: 'quality',
					name: `${mapping.name}.${question.targetColumn} has its partner`,
					yaml: `{ on: source, query: ${quotedYaml(question.rowsSql.replace(/\s+/g, ' '))} }`,
				},
			},
		];
	});
}
