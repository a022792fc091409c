/** Part 2 and appendices A and B: what becomes of every column, with words and SQL, and what is left out for which reason. */

import type { StrategyDocument } from '../documentModel';
import type { PlanSide } from '../planModel';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, joined, lines, list, pairs, paragraph, quiet, type Rich, state, table } from './blocks';
import type { DocumentedColumn, DocumentedMapping } from './mappingTables';
import { instantPhrase, namesPhrase, percentPhrase, stepsPhrase } from './phrases';

export function mappingBlocks(document: StrategyDocument, w: Words): readonly Block[] {
	const { plan, lookups, parameters } = document;
	const m = w.mapping;
	return [
		heading(2, 'mapping', w.parts.mapping),
		heading(3, 'scope', m.scope),
		...table(
			m.scopeCaption,
			[
				m.table,
				`#${m.tables}`,
				`#${m.mapped}`,
				`#${m.leftOut}`,
				`#${m.undecided}`,
				`#${m.columns}`,
				`#${m.mapped}`,
				`#${m.leftOut}`,
				`#${m.undecided}`,
				`#${m.decided}`,
			],
			(['source', 'target'] as const).map(side => sideRow(w, w.strategy[side], plan[side])),
		),
		paragraph(m.seeTables),
		heading(3, 'mappings', m.overview),
		...(plan.mappings.length === 0 ? [paragraph(m.nothingMapped)] : overview(document, w)),
		...(lookups.length === 0
			? []
			: [
					heading(3, 'lookups', m.lookups),
					...table(
						m.lookups,
						[m.lookup, m.kind, m.content],
						lookups.map(({ name, kind, content }) => [[code(name)], [m.kinds[kind]], [code(content)]]),
					),
				]),
		...(parameters.length === 0
			? []
			: [
					heading(3, 'parameters', m.parameters),
					...table(
						m.parameters,
						[m.parameter, m.value],
						parameters.map(({ name, value }) => [[code(name)], [code(value)]]),
					),
				]),
		...qualityBlocks(document, w),
	];
}

function sideRow(w: Words, name: string, { connection, coverage, percent }: PlanSide): readonly Rich[] {
	const title: Rich = [`${name} `, code(connection)];
	if (!coverage) return [[...title, ` (${w.mapping.noCatalog})`], ...Array.from({ length: 9 }, (): Rich => ['?'])];
	const { tables, columns } = coverage;
	const used = 'used' in columns ? columns.used : columns.mapped + columns.generated;
	const counts = [
		tables.total,
		tables.mapped,
		tables.ignored,
		tables.unmapped.length,
		columns.total,
		used,
		columns.ignored,
		columns.unmapped.length,
	];
	return [title, ...counts.map((count): Rich => [w.number(count)]), [percentPhrase(w, percent)]];
}

function overview({ plan }: StrategyDocument, w: Words): readonly Block[] {
	const m = w.mapping;
	return table(
		m.overviewCaption,
		[m.mapping, m.facts.source, m.facts.target, `#${m.rows}`, `#${m.bytes}`, m.grade, m.why, m.criticality, m.data, m.phases],
		plan.mappings.map(one => [
			[code(one.name)],
			codes(one.sources),
			[code(one.target)],
			[one.rows === undefined ? '?' : one.rowsFrom === 'run' ? w.number(one.rows) : m.aboutRows(w.number(one.rows))],
			[one.bytes === undefined ? '?' : w.bytes(one.bytes)],
			[m.grades[one.grade]],
			[
				one.reasons
					.filter(({ what }) => what !== 'a mapping')
					.slice(0, 4)
					.map(({ what, count, points }) => `${w.say(what)}${count === 1 ? '' : ` × ${count}`} (${w.decimal(points)})`)
					.join(', '),
			],
			[w.say(one.criticality ?? '')],
			[w.say(one.data ?? '')],
			codes(one.phases),
		]),
	);
}

function qualityBlocks({ quality, dataFit }: StrategyDocument, w: Words): readonly Block[] {
	const m = w.mapping;
	if (quality.length + dataFit.length === 0) return [];
	return [
		heading(3, 'data-quality', m.quality),
		...table(
			m.fitCaption,
			[m.mapping, `#${m.rows}`, m.countedAt, m.unfit],
			dataFit.map(({ mapping, rows, isSample, at, findings }) => [
				[code(mapping)],
				[`${w.number(rows)}${isSample ? ` (${m.sample})` : ''}`],
				[instantPhrase(at)],
				findings.length === 0
					? [m.allFit]
					: lines(
							findings.map(
								(one): Rich => [code(one.about), `: ${w.number(one.rows)}`, ...(one.code === undefined ? [] : [' (', code(one.code), ')'])],
							),
						),
			]),
		),
		...table(
			m.qualityCaption,
			[m.table, `#${m.rows}`, m.profiledAt, m.findings],
			quality.map(({ table: name, rows, isSample, at, orphans, empty }) => [
				[code(name)],
				[`${w.number(rows)}${isSample ? ` (${m.sample})` : ''}`],
				[instantPhrase(at)],
				lines([
					...orphans.map((one): Rich => [m.orphans(one.column, w.number(one.rows), one.lookup)]),
					...(empty.length > 0 ? [[m.emptyColumns(empty.join(', '))]] : []),
				]),
			]),
		),
	];
}

/** Appendix A. */
export function tableBlocks({ mappings, spec }: StrategyDocument, w: Words): readonly Block[] {
	return [
		heading(2, 'tables', w.parts.tables),
		paragraph(w.mapping.fullSql(spec)),
		...mappings.flatMap(mapping => mappingTable(mapping, w)),
	];
}

function mappingTable(mapping: DocumentedMapping, w: Words): readonly Block[] {
	const m = w.mapping;
	const writes: Readonly<Record<string, string>> = m.writes;
	const deletes: Readonly<Record<string, string>> = m.deletes;
	return [
		heading(3, `mapping-${encodeURIComponent(mapping.name)}`, code(mapping.name), ' → ', code(mapping.target)),
		...(mapping.description === undefined ? [] : [paragraph(mapping.description)]),
		...pairs([
			[m.facts.source, [code(mapping.source)]],
			[m.facts.where, mapping.where === undefined ? undefined : [code(mapping.where)]],
			[m.facts.groupBy, mapping.groupBy === undefined ? undefined : [code(mapping.groupBy)]],
			[m.facts.key, mapping.key.length === 0 ? m.noKey : codes(mapping.key)],
			[m.facts.write, writes[mapping.write] ?? mapping.write],
			[m.facts.highWater, mapping.highWater === undefined ? undefined : [code(mapping.highWater)]],
			[m.facts.deletes, mapping.deletes === undefined ? undefined : (deletes[mapping.deletes] ?? mapping.deletes)],
			[m.facts.leftOutRows, lines(mapping.leftOutRows.map(({ condition, reason }): Rich => [code(condition), `: ${reason}`]))],
		]),
		...table(
			m.columnsCaption(mapping.name),
			[m.column, m.type, m.source, m.transformation, m.sql, m.defaultValue, m.reason],
			mapping.columns.map(column => columnRow(column, w)),
		),
	];
}

function columnRow(column: DocumentedColumn, w: Words): readonly Rich[] {
	const m = w.mapping;
	const type: Rich = [...(column.type === undefined ? [] : [code(column.type)]), ...(column.isRequired ? [' ', quiet(m.required)] : [])];
	const transformation: Rich =
		column.state === 'unmapped'
			? [state('bad', m.isUndecided)]
			: column.state === 'ignored'
				? [quiet(m.isLeftOut)]
				: [stepsPhrase(w, column.steps)];
	const standsIn = column.nullTo ?? column.databaseDefault;
	return [
		[code(column.name)],
		type,
		lines(column.reads.map((read): Rich => [code(read)])),
		transformation,
		column.sql === undefined ? [] : [code(column.sql)],
		standsIn === undefined ? [] : [code(standsIn)],
		[[column.reason, column.description].filter(Boolean).join(' ')],
	];
}

/** Appendix B. */
export function ledgerBlocks({ plan, mappings }: StrategyDocument, w: Words): readonly Block[] {
	const l = w.ledger;
	const rows = mappings.flatMap(({ name, leftOutRows }) =>
		leftOutRows.map((one): readonly Rich[] => [[code(name)], [code(one.condition)], [one.reason]]),
	);
	return [
		heading(2, 'ledger', w.parts.ledger),
		...(plan.outOfScope.length + rows.length === 0 ? [paragraph(l.none)] : []),
		...table(
			l.caption,
			[l.reason, l.names],
			plan.outOfScope.map(({ reason, names }) => [[reason], joined(names.map(code), ', ')]),
		),
		...table(l.rowsCaption, [w.mapping.mapping, l.condition, l.reason], rows),
		...(plan.undecided.length === 0
			? []
			: [heading(3, 'undecided', l.undecided), paragraph(l.undecidedText), ...list([namesPhrase(w, plan.undecided, 400)])]),
	];
}
