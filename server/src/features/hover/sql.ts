/** Names in SQL: columns, tables, functions, parameters. Goes by the analysis of the piece; by the words around where it does not parse. */

import type { SpecFacts, SqlPiece } from '../../core/mapping/facts';
import { piecesOf } from '../../core/mapping/piecesOf';
import type { ColumnRead } from '../../core/sql/analysis';
import { sqlCursor } from '../../core/sql/cursor';
import { functionHelp } from '../completion/functions';
import { sqlText } from '../completion/sql';
import { type SqlRole, scopeAt } from '../completion/sqlScope';
import { sideOf } from '../completion/tables';
import { lookupTold } from './names';
import { columnHead, type HoverContext, knownColumn, paragraphs, plain, sourceColumnTold, type Told, tableTold } from './told';

export function hoverSql(context: HoverContext, role: SqlRole): Told | undefined {
	const { facts, cursor } = context;
	const parameter = parameterAt(context);
	if (parameter) return parameter;
	const at = cursor.offset - cursor.block.offset;
	const piece = pieceAt(facts, cursor.block.id, at);
	if (piece?.analysis.ok) {
		const side = sideOf({ ...context, snippets: false }, role.side);
		const read = piece.analysis.reads.find(({ span }) => span.start <= at && at <= span.end);
		if (read) return columnTold(context, side, read);
		const table = piece.analysis.tables.find(({ span }) => span.start <= at && at <= span.end);
		if (table) return fileSpan(context, table.span, relationTold(facts, side, table.relation?.name));
		const call = piece.analysis.functions.find(({ span }) => span.start <= at && at <= span.end);
		const help = call && functionHelp(call.name);
		return call && help && fileSpan(context, call.span, paragraphs(`\`\`\`sql\n${help.usage}\n\`\`\``, help.help));
	}
	return byWords(context, role);
}

function pieceAt({ mappings, ...facts }: SpecFacts, block: string, at: number): SqlPiece | undefined {
	const near = mappings.filter(one => one.mapping.block === block);
	return piecesOf({ ...facts, mappings: near }).find(({ scalar: { span } }) => span.block === block && span.start <= at && at <= span.end);
}

function columnTold(context: HoverContext, side: 'source' | 'target', read: ColumnRead): Told | undefined {
	const { facts } = context;
	const [base] = read.base;
	if (read.column === '*' || !base) return undefined;
	const known = knownColumn(facts[side]?.tables.get(base.table), base.column);
	if (!known) return undefined;
	const through = base.column === read.column ? undefined : `As \`${read.alias}.${read.column}\``;
	const told = side === 'source' ? sourceColumnTold(context, known.table, known.column) : columnHead(known.table, known.column);
	return fileSpan(context, read.columnSpan, paragraphs(told, through));
}

function relationTold(facts: SpecFacts, side: 'source' | 'target', name: string | undefined): string | undefined {
	if (name === undefined) return undefined;
	const table = facts[side]?.tables.get(name);
	if (table) return tableTold(facts, side, table);
	const lookup = facts.lookups.find(one => `lookup.${one.lookup.name.text}` === name);
	if (lookup) return lookupTold(lookup.lookup);
	const view = facts.views.find(one => `view ${one.view.name.text}` === name);
	return view && paragraphs(`View **${plain(view.view.name.text)}** of this spec`, `\`\`\`sql\n${view.view.query.text.trim()}\n\`\`\``);
}

/** `${name}`, the value that it stands for. */
function parameterAt({ facts, cursor }: HoverContext): Told | undefined {
	const { text } = cursor.file;
	const before = /\$\{\w*$/.exec(text.slice(Math.max(0, cursor.offset - 100), cursor.offset))?.[0];
	const behind = /^\w*\}/.exec(text.slice(cursor.offset, cursor.offset + 100))?.[0];
	if (before === undefined || behind === undefined) return undefined;
	const name = `${before}${behind}`.slice(2, -1);
	const parameter = facts.spec.parameters.find(one => one.name.text === name);
	const literal = facts.parameters.get(name);
	if (!parameter || literal === undefined) return undefined;
	const span = { start: cursor.offset - before.length, end: cursor.offset + behind.length };
	return { markdown: paragraphs(`Parameter **${plain(name)}**`, `\`\`\`sql\n${literal}\n\`\`\``), span };
}

/** Of SQL that is half typed. */
function byWords(context: HoverContext, role: SqlRole): Told | undefined {
	const { facts, cursor } = context;
	const asked = { ...context, snippets: false };
	const found = sqlCursor(
		sqlText(context),
		cursor.offset - cursor.scalar.start,
		role.place === 'from' || role.place === 'query' ? role.place : 'expression',
	);
	if (!found || found.word.start === found.word.end) return undefined;
	const side = sideOf(asked, role.side);
	const { start } = cursor.scalar;
	const span = { start: start + found.word.start, end: start + found.word.end };
	const name = cursor.file.text.slice(span.start, span.end).replace(/^"|"$/g, '');
	for (const table of scopeAt(asked, role, found)) {
		if (found.qualifier.length > 0 && found.qualifier[0] !== table.alias) continue;
		const known = table.relation === undefined ? undefined : knownColumn(facts[side]?.tables.get(table.relation), name);
		if (known && side === 'source') return { markdown: sourceColumnTold(context, known.table, known.column), span };
		if (known) return { markdown: columnHead(known.table, known.column), span };
	}
	return undefined;
}

function fileSpan(
	{ cursor: { block } }: HoverContext,
	span: { readonly start: number; readonly end: number },
	markdown: string | undefined,
): Told | undefined {
	return markdown === undefined ? undefined : { markdown, span: { start: block.offset + span.start, end: block.offset + span.end } };
}
