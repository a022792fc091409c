/** A quality rule as a trial: counts the rows that break it, in one scan, and takes a few of them as samples. */

import { ownNameOf } from '../mapping/compileUserSql';
import { withClause } from '../mapping/compileWith';
import type { SpecFacts, SqlPiece } from '../mapping/facts';
import { lookupQuestions, lookupRowsOf } from '../reconcile/lookupQuestions';
import { pieceObstacleOn } from '../reconcile/obstacles';
import type { Answers } from '../reconcile/plan';
import type { NamedValue, ViolationsFound } from '../reconcile/result';
import { cellValue } from '../reconcile/rowLayout';
import type { QualityRule } from '../spec/spec';
import { inParentheses, type SqlText } from '../sql/composed';
import { parseName } from '../sql/name';
import { quoteIdentifier, quoteName } from '../sql/quote';
import { sql } from '../sql/template';
import { type AtMost, isWithinAtMost, parseAtMost } from './atMost';
import { maskingOf } from './masked';
import { notRunTrial, type Trial, type TrialServers, type TrialSide } from './trial';
import { sidesOfLookups } from './trialSides';

/** Offending rows that are shown. */
const samples = 5;

export function qualityTrial(rule: QualityRule, facts: SpecFacts): Trial {
	const start = { section: 'quality', name: rule.name.text } as const;
	const side = rule.on ?? 'source';
	const piece = facts.queries.find(one => one.scalar === (rule.query ?? rule.rows));
	if (!piece || (!rule.query && !rule.table)) return notRunTrial(start, 'it needs a query, or a table with rows');
	const written = rule.atMost?.text ?? '0';
	const atMost = parseAtMost(written);
	if (!atMost) return notRunTrial(start, `its at_most "${written}" is neither a number of rows nor a share such as 3%`);
	if (atMost.kind === 'share' && rule.query)
		return notRunTrial(
			start,
			`its at_most "${written}" is a share, but of a query it is not known of how many rows; write a number, or table and rows`,
		);
	const sides = sidesOfLookups(side, { pieces: [piece] }, facts);
	const obstacle = pieceObstacleOn(piece, sides, facts);
	if (obstacle !== undefined) return notRunTrial(start, obstacle);
	return {
		...start,
		sides,
		judge: servers => judge({ rule, facts, side, piece, atMost }, servers),
	};
}

interface Asked {
	readonly rule: QualityRule;
	readonly facts: SpecFacts;
	readonly side: TrialSide;
	readonly piece: SqlPiece;
	readonly atMost: AtMost;
}

async function judge(asked: Asked, servers: TrialServers) {
	const { rule, side, atMost } = asked;
	const answers = await servers.answers([
		known => lookupQuestions({ pieces: [asked.piece] }, asked.facts, 'columns', optionsOf(asked.facts, known)),
		known => lookupQuestions({ pieces: [asked.piece] }, asked.facts, 'rows', optionsOf(asked.facts, known)),
	]);
	const { count, of, rows, masked } = await (rule.query ? ofQuery(asked, answers, servers) : ofTable(asked, answers, servers));
	const found: ViolationsFound = {
		kind: 'violations',
		side,
		count,
		...(of === undefined ? {} : { of }),
		atMost: atMost.text,
		rows,
		...(masked === undefined ? {} : { masked }),
		severity: severityOf(rule),
		...(rule.fixOwner ? { owner: rule.fixOwner.text } : {}),
		...(rule.fixDue ? { due: rule.fixDue.text } : {}),
	};
	const isWithin = isWithinAtMost(count, atMost, of);
	if (count === 0) return { verdict: 'identical', found } as const;
	return { verdict: isWithin ? 'accepted' : 'different', found, span: rule.name.span } as const;
}

type Counted = Pick<ViolationsFound, 'count' | 'of' | 'rows' | 'masked'>;

/** The number of all rows stands in each of the few that are fetched: the query runs once. */
async function ofQuery({ facts, side, piece }: Asked, answers: Answers, servers: TrialServers): Promise<Counted> {
	const clause = withClause(facts, optionsOf(facts, answers));
	const query = inParentheses(clause.user(piece));
	const statement = sql`${clause.render()}select count(*) over (), q.* from ${query} as q limit ${String(samples)}`;
	const columns = await servers.columns(side, statement);
	const rows = await servers.rows(side, statement);
	return { count: Number(rows[0]?.[0] ?? 0), ...shown({ facts, side, piece }, columns, rows) };
}

async function ofTable({ facts, side, piece, rule }: Asked, answers: Answers, servers: TrialServers): Promise<Counted> {
	const { name, alias } = tableOf(rule, side, piece, facts);
	const statement = (items: string, tail: (broken: SqlText) => SqlText) => {
		const clause = withClause(facts, optionsOf(facts, answers));
		const made = tail(sql`(${clause.user(piece)}) is not true`);
		return sql`${clause.render()}select ${items}${made}`;
	};
	const [counted = []] = await servers.rows(
		side,
		statement('count(*)', broken => sql`, count(*) filter (where ${broken}) from ${name} as ${alias}`),
	);
	const [of, count] = [Number(counted[0] ?? 0), Number(counted[1] ?? 0)];
	if (count === 0) return { count, of, rows: [] };
	const taken = statement(`${count}, ${alias}.*`, broken => sql` from ${name} as ${alias} where ${broken} limit ${String(samples)}`);
	const columns = await servers.columns(side, taken);
	return { count, of, ...shown({ facts, side, piece }, columns, await servers.rows(side, taken)) };
}

/** Under its own name, by which the condition may call it. */
function tableOf(
	{ table }: QualityRule,
	side: TrialSide,
	{ analysis }: SqlPiece,
	facts: SpecFacts,
): { readonly name: string; readonly alias: string } {
	const { schema, name } = parseName(table?.text ?? '') ?? { name: '' };
	const [read] = analysis.tables;
	const own = read && ownNameOf(read);
	const known = facts[side]?.tables.get(read?.relation?.name ?? '');
	const written = known ? quoteName(known.schema, known.name) : quoteName(schema, name);
	return { name: own ? quoteIdentifier(own.name) : written, alias: quoteIdentifier(name) };
}

type Columns = Awaited<ReturnType<TrialServers['columns']>>;

/** The first column is the count. */
function shown(
	{ facts, side, piece }: Pick<Asked, 'facts' | 'side' | 'piece'>,
	[, ...columns]: Columns,
	rows: readonly (readonly (string | null)[])[],
): Pick<ViolationsFound, 'rows' | 'masked'> {
	const masking = maskingOf(piece, side, facts);
	const named = rows.map(([, ...values]) =>
		columns.map(({ name, type }, index) => ({ name, type, value: cellValue(values[index] ?? null, type) })),
	);
	if (!masking) return { rows: named.map(row => row.map(({ name, value }): NamedValue => ({ name, value }))) };
	return { rows: named.map(masking.row).filter(row => row.length > 0), ...(rows.length > 0 ? { masked: masking.reason } : {}) };
}

function severityOf({ severity }: QualityRule): ViolationsFound['severity'] {
	const written = severity?.text;
	return written === 'warning' || written === 'information' || written === 'hint' ? written : 'error';
}

function optionsOf(facts: SpecFacts, answers: Answers) {
	const { source, target } = answers.versions;
	return { sourceVersion: source, targetVersion: target, lookupRows: lookupRowsOf(facts, answers) };
}
