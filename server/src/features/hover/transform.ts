/** A transform: its help, and the SQL that it becomes where it stands, over what comes to it there. */

import { valueBefore } from '../../core/mapping/columnValue';
import type { ColumnFacts, MappingFacts } from '../../core/mapping/facts';
import { sharedType } from '../../core/mapping/sharedType';
import type { SqlScalar, TransformCall } from '../../core/spec/spec';
import { plainSql, sql } from '../../core/sql/template';
import { UNKNOWN } from '../../core/sql/types/typeSystem';
import type { Step } from '../../core/transform/step';
import { compileTransform, transforms } from '../../core/transform/transforms';
import { mappingAt } from '../completion/suggestion';
import { transformHelp } from '../completion/transforms';
import { type HoverContext, paragraphs, type Told } from './told';

/** Longer SQL says nothing to a reader. */
const mostCharacters = 600;

export function hoverTransform(context: HoverContext): Told | undefined {
	const transform = transforms.get(context.cursor.text);
	if (!transform) return undefined;
	const step = stepAt(context);
	return {
		markdown: paragraphs(
			`${transformHelp(transform)}\n\n${transform.input} → ${step?.type ?? transform.output}`,
			step && step.problem === undefined ? shown('In SQL', step.value.text) : undefined,
			step?.refused && step.problem === undefined ? shown('Rejects the row where', step.refused.text) : undefined,
			step?.problem,
		),
	};
}

function shown(words: string, text: string): string | undefined {
	return text.length > mostCharacters ? undefined : `${words}\n\`\`\`sql\n${text.trim()}\n\`\`\``;
}

/** What stands at the cursor, compiled over `value`. */
function stepAt(context: HoverContext): Step | undefined {
	const { facts, cursor } = context;
	const mapping = mappingAt({ ...context, snippets: false });
	const at = cursor.offset - cursor.block.offset;
	const found = mapping && callAt(mapping, at);
	if (!found) return undefined;
	const { type } = valueBefore(facts, mapping, found.column, found.call);
	const input = type === undefined || type === UNKNOWN ? undefined : sharedType(type, facts.source).type;
	const written = (scalar: SqlScalar) => plainSql(`(${scalar.text})`);
	return compileTransform({ sql: plainSql('value'), type: input }, found.call, {
		version: facts.source?.catalog.version ?? 0,
		sourceExpression: written,
		valueExpression: scalar => ({ sql: sql`${written(scalar)}`, type: undefined }),
	});
}

function callAt(
	{ columns, mapping }: MappingFacts,
	at: number,
): { readonly column: ColumnFacts; readonly call: TransformCall } | undefined {
	for (const column of columns) {
		const parts = column.origin?.kind === 'lookup' ? column.origin.by.map(part => part.written) : [];
		const calls = [column.written, ...parts].flatMap(one => one?.transforms ?? []);
		const call = calls.find(({ name: { span } }) => span.block === mapping.block && span.start <= at && at <= span.end);
		if (call) return { column, call };
	}
	return undefined;
}
