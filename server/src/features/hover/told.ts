/** What hover is given, what it gives, and the parts that several of its files write. */

import type { Column, Table } from '../../core/catalog/catalog';
import { columnOf, fullName } from '../../core/catalog/lookup';
import { coverageOf } from '../../core/mapping/coverage';
import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import { columnProfile, type ProfileOf, type TableProfile } from '../../core/profile/profile';
import { momentText } from '../../core/report/changesText';
import { hoverWords } from '../../core/report/profileModel';
import type { Cursor } from '../../core/spec/cursor';
import { traitsOf, typeWords } from '../completion/columnWords';
import { tableWords } from '../completion/tables';
import type { LensSpec } from '../lens';

export interface HoverContext {
	readonly facts: SpecFacts;
	/** Of the source's tables. */
	readonly profiles?: ProfileOf;
	/** The last results; asked for only where they are told. */
	readonly results?: () => Pick<LensSpec, 'result' | 'entry'>;
	readonly cursor: Cursor;
}

export interface Told {
	readonly markdown: string;
	/** Offsets of the file; default: the scalar at the cursor. */
	readonly span?: { readonly start: number; readonly end: number };
}

/** Paragraphs; what is undefined or empty is left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
	return parts.filter(part => part !== undefined && part !== '').join('\n\n');
}

/** Text of the user's that must not become Markdown. */
export function plain(text: string): string {
	return text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

export function columnHead(table: Table, column: Column): string {
	return paragraphs(
		`\`\`\`sql\n${fullName(table)}.${column.name} ${typeWords(column)}\n\`\`\``,
		traitsOf(table, column).map(plain).join(' · '),
		column.comment === undefined ? undefined : plain(column.comment),
	);
}

/** A source column: what it holds, and who reads it, or why nobody does. Coverage of the whole spec is only asked about a column that nobody reads. */
export function sourceColumnTold({ facts, profiles }: Pick<HoverContext, 'facts' | 'profiles'>, table: Table, column: Column): string {
	const name = fullName(table);
	const readers = facts.mappings.filter(mapping => mapping.reads.some(read => read.column === column.name && read.table === name));
	const verdict = readers.length > 0 ? `Read by ${nameList(readers)}.` : unreadTold(facts, name, column.name);
	return paragraphs(columnHead(table, column), profileTold(profiles?.(name), column), verdict);
}

/** What a profile of the same column says; one whose type was another is of another time. */
function profileTold(profile: TableProfile | undefined, { name, type }: Column): string | undefined {
	const known = columnProfile(profile, name);
	if (!profile || known?.type !== type) return undefined;
	return `${plain(hoverWords(known, profile.read))}  \n*profiled ${plain(momentText(profile.profiledAt))}*`;
}

function unreadTold(facts: SpecFacts, table: string, column: string): string | undefined {
	const tables = coverageOf(facts).source?.tables;
	const state = tables?.find(one => fullName(one.table) === table)?.columns.find(one => one.name === column);
	if (state?.state === 'ignored') return `Left out: ${plain(state.ignoredBy?.reason ?? '')}`;
	return state?.state === 'unmapped' ? '**Nobody decided** about it: no mapping reads it.' : undefined;
}

export function tableTold(facts: SpecFacts, side: 'source' | 'target', table: Table): string {
	const name = fullName(table);
	const covered = coverageOf(facts)[side]?.tables.find(one => fullName(one.table) === name);
	const users = facts.mappings.filter(mapping =>
		side === 'target' ? mapping.table === table : mapping.items.some(item => item.relation?.name === name),
	);
	const states = (covered?.columns ?? []).map(one => one.state as string);
	const open = states.filter(state => state === 'unmapped').length;
	const counts =
		covered?.state === 'mapped' ? `${states.length} columns${open > 0 ? `, **${open} of them undecided**` : ', all decided'}` : '';
	return paragraphs(
		`\`\`\`sql\n${name}\n\`\`\``,
		[tableWords(table), counts].filter(Boolean).join(' · '),
		table.comment === undefined ? undefined : plain(table.comment),
		users.length > 0 ? `${side === 'target' ? 'Filled' : 'Read'} by ${nameList(users)}.` : undefined,
		covered?.state === 'ignored' ? `Left out: ${plain(covered.ignoredBy?.reason ?? '')}` : undefined,
		covered?.state === 'unmapped' ? '**Nobody decided** about it.' : undefined,
	);
}

export function knownColumn(table: Table | undefined, name: string): { readonly table: Table; readonly column: Column } | undefined {
	const column = table && columnOf(table, name);
	return table && column && { table, column };
}

/** The first few, and how many more. */
export function nameList(mappings: readonly MappingFacts[]): string {
	const names = mappings.slice(0, 5).map(mapping => `\`${mapping.name}\``);
	return `${names.join(', ')}${mappings.length > 5 ? ` and ${mappings.length - 5} more` : ''}`;
}
