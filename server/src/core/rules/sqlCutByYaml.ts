/**
 * SQL without quotes that YAML ends too early: ` #` begins a comment (`d.body #>> '{x}'`), and in braces or brackets a comma ends the
 * value (`{ source: coalesce(a, b) }`).
 *
 * **Why it matters.** What is left may still be valid SQL, and mean something else.
 *
 * **What to do.** Put the SQL in quotes (the quick fix does), or write it as a block (`|`).
 */

import type { MappingFacts, SqlPiece } from '../mapping/facts';
import { piecesOf } from '../mapping/piecesOf';
import { blocksById } from '../spec/locate';
import type { SpecBlock } from '../spec/spec';
import type { SpecRule } from './rule';

export const sqlCutByYaml: SpecRule = {
	code: 'sql-cut-by-yaml',
	group: 'syntax and shape',
	severity: 'error',
	title: 'SQL that YAML cuts off',
	scope: 'spec',
	message: ({ kept, lost, by }) =>
		`YAML reads only "${kept}" here: ${by === 'comment' ? 'the rest is a comment to it' : 'the comma ends the value'}, and "${lost}" is lost. Put the SQL in quotes`,
	ofMapping: (mapping, { spec }) => rememberedCuts(mapping, blocksById(spec).get(mapping.mapping.block)),
	check(facts, report) {
		const blocks = blocksById(facts.spec);
		const others = piecesOf({ ...facts, mappings: [] }).flatMap(piece => cutsOf([piece], blocks.get(piece.scalar.span.block)));
		const ofMappings = facts.mappings.flatMap(mapping => rememberedCuts(mapping, blocks.get(mapping.mapping.block)));
		for (const { piece, block, cut } of [...ofMappings, ...others]) {
			const { start } = piece.scalar.span;
			const whole = block.text.slice(start, cut.end).trimEnd();
			const span = { block: block.id, start, end: start + whole.length };
			report(
				span,
				{ kept: piece.scalar.text, lost: block.text.slice(piece.scalar.span.end, span.end).trim(), by: cut.by },
				{ data: { sql: whole } },
			);
		}
	},
};

interface Cut {
	readonly by: 'comment' | 'comma';
	readonly end: number;
}

interface CutPiece {
	readonly piece: SqlPiece;
	readonly block: SpecBlock;
	readonly cut: Cut;
}

const remembered = new WeakMap<MappingFacts, { readonly text: string; readonly cuts: readonly CutPiece[] }>();

/** By the block's text, too: a comment behind a mapping belongs to its block only. */
function rememberedCuts(mapping: MappingFacts, block: SpecBlock | undefined): readonly CutPiece[] {
	const known = remembered.get(mapping);
	if (known && known.text === block?.text) return known.cuts;
	const cuts = cutsOf(mapping.pieces, block);
	if (block) remembered.set(mapping, { text: block.text, cuts });
	return cuts;
}

function cutsOf(pieces: readonly SqlPiece[], block: SpecBlock | undefined): readonly CutPiece[] {
	return pieces.flatMap(piece => {
		const cut = block && piece.scalar.node.style === 'plain' ? cutOf(piece, block) : undefined;
		return block && cut ? [{ piece, block, cut }] : [];
	});
}

function cutOf({ scalar, analysis }: SqlPiece, block: SpecBlock): Cut | undefined {
	const rest = block.text.slice(scalar.span.end);
	const comment = /^[ \t]+#[^\r\n]*/.exec(rest)?.[0];
	if (comment !== undefined) {
		// An operator of PostgreSQL that begins with `#`, or SQL that stops in the middle and goes on in the comment.
		const isOperator = /^[ \t]+#(>>?|=|-(?=[ \t]*['"])|#(?=[ \t]))/.test(comment);
		return isOperator || (!analysis.ok && goesOn(scalar.text, comment))
			? { by: 'comment', end: scalar.span.end + comment.length }
			: undefined;
	}
	const open = openBrackets(scalar.text);
	if (open > 0 && /^[ \t]*,/.test(rest)) return { by: 'comma', end: scalar.span.end + lengthUntilClosed(rest, open) };
	const isValue = /:[ \t]+$/.test(block.text.slice(Math.max(0, scalar.span.start - 20), scalar.span.start));
	const lost = isValue ? valueless.exec(rest)?.[0] : undefined;
	return lost === undefined ? undefined : { by: 'comma', end: scalar.span.end + lost.length };
}

/** What follows the value of a flow map and has no value of its own: no key of anything, so it belongs to the value before it. */
const valueless = /^(?:[ \t]*,(?!\s*[,}])(?:(?!:[ \t])[^,{}[\]\r\n])+(?=[,}]))+/;

/** Whether a bracket or a string that is open at the end of `sql` is closed in what YAML takes for a comment. */
function goesOn(sql: string, comment: string): boolean {
	const isInString = (sql.match(/'/g) ?? []).length % 2 === 1;
	return isInString ? comment.includes("'") : openBrackets(sql) > 0 && /[)\]]/.test(comment);
}

/** How many round and square brackets are open at the end; those in strings do not count. */
function openBrackets(sql: string): number {
	const bare = sql.replace(/'(?:[^']|'')*'/g, '');
	return (bare.match(/[([]/g) ?? []).length - (bare.match(/[)\]]/g) ?? []).length;
}

/** To the end of what the user took for the expression, within its line. */
function lengthUntilClosed(rest: string, open: number): number {
	let depth = open;
	let last = 0;
	for (let i = 0; i < rest.length && !/[\r\n]/.test(rest[i] ?? ''); i++) {
		if (/[([]/.test(rest[i] ?? '')) depth++;
		if (/[)\]]/.test(rest[i] ?? '')) depth--;
		last = i + 1;
		if (depth === 0) return last;
	}
	return last;
}
