/** Runs the steps of a column over one value on a real server: YAML in, text out. */

import { analyzeSpec } from '../../server/src/core/mapping/analyze';
import { expressionId, rowBuilder } from '../../server/src/core/mapping/compileRow';
import { applySteps, originValue } from '../../server/src/core/mapping/compileSteps';
import { withClause } from '../../server/src/core/mapping/compileWith';
import { parseSpec } from '../../server/src/core/spec/parseSpec';
import { compose } from '../../server/src/core/sql/composed';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { quoteLiteral } from '../../server/src/core/sql/quote';
import { sql } from '../../server/src/core/sql/template';
import type { TestDatabase } from './postgres';

export interface StepCase {
	/** The type of the input; `?` before it: not told to the compiler. */
	readonly type: string;
	readonly input: string | null;
	/** The steps as flow YAML without the braces: `transform: [trim], map: { A: a }`. */
	readonly steps: string;
}

/** What comes out of each case: the text, null, or `! rejected`. One statement for all. */
export async function runSteps(database: TestDatabase, cases: readonly StepCase[], version: number): Promise<readonly (string | null)[]> {
	await loadSqlParser();
	const columns = cases.map(({ type, input, steps }, index) => {
		const literal = `${input === null ? 'null' : quoteLiteral(input)}::${type.replace('?', '')}`;
		return `      c${index}: { source: ${JSON.stringify(literal)}, ${steps} }`;
	});
	const head =
		'crosswalk: 1\nname: test\nsource: { connection: s }\ntarget: { connection: t }\nmappings:\n  m:\n    source: (select 2 as other) o\n';
	const text = `${head}    target: t\n    columns:\n${columns.join('\n')}\n`;
	const spec = parseSpec('spec.migration.yaml', {
		text: file => (file === 'spec.migration.yaml' ? text : undefined),
		resolve: (_, relative) => relative,
		folders: () => [],
		glob: () => [],
		csv: () => ({ error: 'no files here' }),
	});
	const facts = analyzeSpec(spec, {});
	const mapping = facts.mapping('m');
	const wrong = [...facts.findings, ...(mapping?.findings ?? [])].map(one => `${one.code} ${JSON.stringify(one.args)}`);
	if (!mapping || wrong.length > 0) throw new Error(`The steps are wrong: ${wrong.join('; ')}`);
	const types = new Map<string, string>();
	for (const [index, column] of mapping.columns.entries()) {
		const type = cases[index]?.type ?? '?';
		if (column.origin?.kind === 'sql' && !type.startsWith('?')) types.set(expressionId(mapping, column.origin.piece), type);
	}
	const options = { sourceVersion: version, targetVersion: version, types };
	const row = rowBuilder({ facts, options, with: withClause(facts, options) }, mapping);
	const outputs = mapping.columns.flatMap(column => {
		const place = { row, name: column.name, column: column.name };
		const before = row.refusals.length;
		if (column.origin?.kind !== 'sql' || !column.written) return [];
		const made = applySteps(
			place,
			originValue(place, column.origin) ?? { sql: compose(['null']), type: undefined, level: 0, weight: 0, short: true },
			column.written,
		);
		const whens = row.refusals.slice(before).map(({ when }) => sql`when ${when} then '! rejected'`);
		return [whens.length === 0 ? sql`(${made.sql})::text` : compose(['case ', ...whens, ' else (', made.sql, ')::text end'])];
	});
	const statement = row.layers.render(outputs, row.tail()).text;
	const [result] = await database.run(`set timezone = 'UTC'; ${statement}`).catch(error => {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n${statement}`);
	});
	return result ?? [];
}
