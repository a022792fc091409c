/**
 * A `where`, or an inner join, that leaves rows out while nobody says why.
 *
 * **Why it matters.** What is left out by `ignore.rows` has a reason and is counted; what a `where` or a join loses is not missed by anyone
 * until somebody asks for it.
 *
 * **What to do.** Move the opposite of the `where` into `ignore.rows` with a reason (there is a quick fix), or make the join a left join.
 * Where the condition is what defines the mapping, say so: in its `description`, or in a comment beside or above the line.
 *
 * It is told once per mapping and kind, and only where a reason would help. Nothing is said when
 * - the mapping has a `description`, or a comment stands beside or above the clause;
 * - another mapping begins with the same table, or has a condition on the same column: then it may take the rest;
 * - a foreign key whose columns are NOT NULL proves that the join finds a partner for every row, and the join asks for nothing else;
 * - the join is with a subquery, or has no condition: nobody can tell what it loses.
 */

import { linesOf } from '../base/lines';
import { lazy } from '../base/memo';
import type { Span } from '../base/span';
import type { CatalogLookup } from '../catalog/lookup';
import type { MappingFacts, SqlPiece } from '../mapping/facts';
import { isProvenJoin } from '../mapping/provenJoin';
import type { SpecBlock } from '../spec/spec';
import type { ScopeItem } from '../sql/analysis';
import { lexSql } from '../sql/lexer';
import type { SpecRule } from './rule';

interface Loss {
	readonly piece: SqlPiece;
	readonly span: Span;
	/** The tables joined with; undefined for a `where`. */
	readonly joined?: string;
}

export const rowsDroppedWithoutReason: SpecRule = {
	code: 'rows-dropped-without-reason',
	group: 'coverage',
	severity: 'hint',
	title: 'Rows that are left out without a reason',
	needs: ['source'],
	scope: 'spec',
	message: ({ joined, table }) =>
		joined === undefined
			? `"where" leaves rows of "${table}" out, and nobody says why or counts them; move the opposite to "ignore.rows" with a reason, or say in "description" or a comment what the mapping takes`
			: `The inner join with ${joined} leaves out the rows of "${table}" without a partner, and nobody says why or counts them; use a left join, or say why in "description" or a comment`,
	ofMapping: (mapping, { source }) => [conditionColumns(mapping), source && lossesOf(mapping, source)],
	check(facts, report) {
		const { source } = facts;
		if (!source) return;
		const tableUses = lazy(() => countOf(facts.mappings.map(mapping => firstTable(mapping))));
		const columnUses = lazy(() => countOf(facts.mappings.flatMap(conditionColumns)));
		for (const mapping of facts.mappings) {
			const losses = lossesOf(mapping, source);
			// Another mapping that begins with the same table may take the rest.
			if (losses.length === 0 || (tableUses().get(firstTable(mapping)) ?? 0) > 1) continue;
			const block = facts.spec.files.flatMap(file => file.blocks).find(one => one.id === mapping.mapping.block);
			for (const { piece, span, joined } of losses) {
				if (block && isCommented(block, piece)) continue;
				if (joined === undefined && isAskedElsewhere(columnUses(), piece)) continue;
				const data = joined === undefined ? { mapping: mapping.name } : undefined;
				report(span, { joined, table: calledBy(mapping.items[0]) }, { data });
			}
		}
	},
};

const remembered = new WeakMap<MappingFacts, readonly Loss[]>();

/** Found once per mapping, as most lose nothing. */
function lossesOf(facts: MappingFacts, source: CatalogLookup): readonly Loss[] {
	const known = remembered.get(facts);
	if (known) return known;
	const { mapping, where, scopeKnown } = facts;
	const isSaid = mapping.description !== undefined || !scopeKnown || facts.items[0]?.relation === undefined;
	const losses = isSaid ? [] : [...(where && isWhole(where) ? [{ piece: where, span: where.sql.span }] : []), ...lossyJoins(facts, source)];
	remembered.set(facts, losses);
	return losses;
}

/** What is wrong with the SQL is told first. */
function isWhole({ analysis }: SqlPiece): boolean {
	return analysis.ok && analysis.findings.length === 0;
}

function lossyJoins({ from, items }: MappingFacts, source: CatalogLookup): readonly Loss[] {
	const joins = (from?.analysis.joins ?? []).filter(join => {
		const isAsking = join.pairs.length > 0 || join.fixed.length > 0 || join.hasOther;
		const isKnown = items.every(item => !join.right.includes(item.alias) || item.relation !== undefined);
		return join.kind === 'inner' && isAsking && isKnown && !isProvenJoin(join, items, source);
	});
	const [first] = joins;
	const names = joins.flatMap(join => calledBy(items.find(item => join.right.includes(item.alias))) ?? []);
	return from && isWhole(from) && first ? [{ piece: from, span: first.span, joined: names.map(name => `"${name}"`).join(', ') }] : [];
}

/** As the user writes it. */
function calledBy(item: ScopeItem | undefined): string | undefined {
	return item?.relation?.name.replace(/^view /, '');
}

function firstTable({ items }: MappingFacts): string | undefined {
	return items[0]?.relation?.name;
}

/** Whether a mapping beside this one has a condition on a column that its own asks for. */
function isAskedElsewhere(uses: ReadonlyMap<string | undefined, number>, { analysis }: SqlPiece): boolean {
	return analysis.reads.some(read => read.base.some(({ table, column }) => (uses.get(`${table}.${column}`) ?? 0) > 1));
}

function countOf(names: readonly (string | undefined)[]): ReadonlyMap<string | undefined, number> {
	const counts = new Map<string | undefined, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

const conditions = new WeakMap<MappingFacts, readonly string[]>();

/** Columns that joins, `where` and `ignore.rows` ask for; found once per mapping. */
function conditionColumns(facts: MappingFacts): readonly string[] {
	const known = conditions.get(facts);
	if (known) return known;
	const pieces = [facts.from, facts.where, ...facts.rowIgnores.map(one => one.piece)];
	const reads = pieces.flatMap(piece => piece?.analysis.reads ?? []).flatMap(read => read.base);
	const names = [...new Set(reads.map(({ table, column }) => `${table}.${column}`))];
	conditions.set(facts, names);
	return names;
}

/** Whether a comment of the SQL, or one beside or above its lines, speaks of it. One that silences another rule does not. */
function isCommented({ text, comments }: SpecBlock, { scalar }: SqlPiece): boolean {
	if (lexSql(scalar.text).some(token => token.kind === 'comment')) return true;
	const lines = linesOf(text);
	const first = lines.positionAt(scalar.span.start).line;
	const last = lines.positionAt(scalar.span.end).line;
	return comments.some(one => {
		const { line } = lines.positionAt(one.start);
		return !one.text.startsWith('crosswalk-ignore') && line <= last && (one.alone ? line >= first - 1 : line >= first);
	});
}
