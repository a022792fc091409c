/** Names: mappings, lookups, tables, connections. */

import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import type { Role } from '../../core/spec/cursorPlaces';
import type { Lookup } from '../../core/spec/spec';
import { parseName } from '../../core/sql/name';
import { contentWords } from '../completion/names';
import { sideOf } from '../completion/tables';
import { checkTold } from './check';
import { stepTold } from './step';
import { type HoverContext, knownColumn, paragraphs, plain, sourceColumnTold, type Told, tableTold } from './told';

export function hoverName(context: HoverContext, role: Role): Told | undefined {
	const { facts, cursor } = context;
	const markdown = textOf(context, role, facts, cursor.text);
	return markdown === undefined ? undefined : { markdown };
}

function textOf(context: HoverContext, role: Role, facts: SpecFacts, name: string): string | undefined {
	switch (role.kind) {
		case 'mapping': {
			const mapping = facts.mapping(name);
			return mapping && mappingTold(mapping);
		}
		case 'check': {
			const mapping = role.of === 'reconcile' ? facts.mapping(name) : undefined;
			return checkTold(context, role.of, name, mapping && mappingTold(mapping));
		}
		case 'lookup': {
			const found = facts.lookups.find(one => one.lookup.name.text === name);
			return found && lookupTold(found.lookup);
		}
		case 'table': {
			const side = sideOf({ ...context, snippets: false }, role.side);
			const parsed = parseName(name);
			const table = parsed && facts[side]?.table(parsed.schema, parsed.name);
			return table && tableTold(facts, side, table);
		}
		case 'step':
			return stepTold(facts, name);
		case 'connection': {
			const entry = facts.connections?.entries.find(one => one.name.text === name);
			return (
				entry &&
				paragraphs(
					`Connection **${plain(name)}**`,
					[entry.engine?.text, entry.environment?.text, entry.database?.text]
						.filter(part => part !== undefined)
						.map(part => plain(part))
						.join(' · '),
				)
			);
		}
		case 'source-column': {
			const [alias, column = ''] = name.split('.');
			const items = facts.mappings.find(one => one.name === context.cursor.path[1])?.items;
			const relation = items?.find(item => item.alias === alias)?.relation;
			const known = knownColumn(relation && facts.source?.tables.get(relation.name), column);
			return known && sourceColumnTold(context, known.table, known.column);
		}
		default:
			return undefined;
	}
}

/** Source to target, and by what rows are told apart. */
export function mappingTold({ name, mapping, key }: MappingFacts): string {
	const source =
		mapping.source?.text
			.trim()
			.split(/\s*\n\s*/)
			.join(' ') ?? '?';
	return paragraphs(
		`Mapping **${plain(name)}**`,
		`\`\`\`sql\n${source}\n→ ${mapping.target?.text ?? '?'}\n\`\`\``,
		key.kind === 'columns' ? `Key: ${key.columns.map(column => `\`${column}\``).join(', ')}` : undefined,
		mapping.description === undefined ? undefined : plain(mapping.description.text),
	);
}

export function lookupTold(lookup: Lookup): string {
	const { content } = lookup;
	const rows =
		content.kind === 'inline'
			? content.entries.slice(0, 5).map(({ key, value }) => `${plain(key.text ?? 'null')} → ${plain(value.text ?? 'null')}`)
			: [];
	const more = content.kind === 'inline' && content.entries.length > 5 ? [`… and ${content.entries.length - 5} more`] : [];
	return paragraphs(
		`Lookup **${plain(lookup.name.text)}**: ${plain(contentWords(lookup))}`,
		[...rows, ...more].map(row => `- ${row}`).join('\n'),
		content.kind === 'query' ? `\`\`\`sql\n${content.query.text.trim()}\n\`\`\`` : undefined,
	);
}
