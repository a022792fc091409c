/** Writes a draft as a spec. What nothing was suggested for stands below its mapping as a comment, to be decided about. */

import type { Column, Table } from '../catalog/catalog';
import { quoteIdentifier, quoteName } from '../sql/quote';
import { scalarText } from '../yaml/scalarText';
import { type Draft, type DraftColumn, type DraftMapping, isRequired } from './draft';

export interface DraftNames {
	readonly name: string;
	readonly source: DraftSide;
	readonly target: DraftSide;
}

export interface DraftSide {
	readonly connection: string;
	readonly schemas: readonly string[];
}

export function renderDraft(draft: Draft, { name, source, target }: DraftNames): string {
	return [
		'# A first draft: suggested by names and types alone. Read every line; what has no suggestion is listed below each mapping.\n',
		`crosswalk: 1\nname: ${scalarText(name)}\n\n`,
		`source: ${sideText(source)}\ntarget: ${sideText(target)}\n`,
		draft.copies.length > 0 ? `\ncopy:\n${draft.copies.map(copyLine).join('')}` : '',
		draft.mappings.length > 0 ? `\nmappings:\n${draft.mappings.map(mappingText).join('\n')}` : '',
		leftText('source', 'mapped by nothing', draft.left.source),
		leftText('target', 'filled by nothing', draft.left.target),
	].join('');
}

function sideText({ connection, schemas }: DraftSide): string {
	return `{ connection: ${scalarText(connection)}, schemas: [${schemas.map(scalarText).join(', ')}] }`;
}

function copyLine({ source, target }: { readonly source: Table; readonly target: Table }): string {
	return `  ${scalarText(`${source.schema}.${source.name}`)}: ${scalarText(`${target.schema}.${target.name}`)}\n`;
}

function mappingText(mapping: DraftMapping): string {
	const alias = aliasOf(mapping.source);
	const same = mapping.columns.filter(isCopied).map(({ target }) => target.name);
	const copied = same.length > 1 ? same : [];
	const columns = mapping.columns.filter(column => !copied.includes(column.target.name));
	const lines = [
		`${scalarText(mapping.name)}:`,
		`  source: ${scalarText(`${quoteName(mapping.source.schema, mapping.source.name)} ${alias}`)}`,
		`  target: ${scalarText(quoteName(mapping.target.schema, mapping.target.name))}`,
		...keyLines(mapping),
		...(copied.length > 0 ? [`  copy: [${copied.map(scalarText).join(', ')}]`] : []),
		...(columns.length > 0 ? ['  columns:'] : []),
		...columns.map(column => `    ${scalarText(column.target.name)}: ${originText(column, alias)}`),
		...comment('Required, and without a source', mapping.missing.filter(isRequired).map(withType)),
		...comment('Without a source', mapping.missing.filter(column => !isRequired(column)).map(withType)),
		...comment(`Not read of ${mapping.source.schema}.${mapping.source.name}`, mapping.unused.map(withType)),
	];
	return lines.map(line => `  ${line}\n`).join('');
}

function keyLines({ key }: DraftMapping): readonly string[] {
	if (key === undefined) return [];
	return [key.length === 0 ? '  # key: which columns tell a row from all others?' : `  key: [${key.map(scalarText).join(', ')}]`];
}

function isCopied({ source, target, by }: DraftColumn): boolean {
	return by === 'value' && source.name === target.name;
}

function originText({ source, target, by }: DraftColumn, alias: string): string {
	const expression = `${alias}.${quoteIdentifier(source.name)}`;
	if (by === 'value') return scalarText(expression);
	if (typeof by !== 'string') return `{ lookup: ${scalarText(by.lookup)}, by: ${scalarText(expression)} }`;
	if (by === 'cast') return `{ source: ${scalarText(expression)}, cast: ${scalarText(target.type)} }`;
	const needsZone = target.type.endsWith('with time zone');
	const steps = `{ parse_date: YYYYMMDD }${needsZone ? ', { at_time_zone: UTC }' : ''}`;
	return `{ source: ${scalarText(expression)}, transform: [${steps}] } # is it written so${needsZone ? ', and in that time zone' : ''}?`;
}

/** The first letter of the name's first word. */
function aliasOf({ name }: Table): string {
	const letter = /[a-z]/.exec(name.toLowerCase())?.[0] ?? 't';
	return quoteIdentifier(letter);
}

function withType({ name, type }: Column): string {
	return `${name} (${type})`;
}

const widest = 132;

/** A list in as many lines of a comment as it takes. A name cannot end its comment. */
function comment(title: string, items: readonly string[]): readonly string[] {
	if (items.length === 0) return [];
	const lines: string[] = [];
	let line = `  # ${oneLine(title)}:`;
	for (const [index, item] of items.entries()) {
		const word = ` ${oneLine(item)}${index < items.length - 1 ? ',' : ''}`;
		if (line.length + word.length > widest) {
			lines.push(line);
			line = '  #  ';
		}
		line += word;
	}
	return [...lines, line];
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
}

function leftText(side: 'source' | 'target', what: string, tables: readonly Table[]): string {
	const lines = comment(
		`Tables of the ${side}, ${what}`,
		tables.map(table => `${table.schema}.${table.name}`),
	);
	return lines.length === 0 ? '' : `\n${lines.map(line => `${line.slice(2)}\n`).join('')}`;
}
