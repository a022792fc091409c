/**
 * Renames what a spec itself names, in all of its files: mappings, views, lookups, parameters, phases, steps, roles, checks, risks, and the
 * aliases of a FROM clause. Refuses what the database names, names that are taken, and names that could not be written where they are used.
 */

import type { FileSpan } from '../core/base/span';
import type { SpecFacts } from '../core/mapping/facts';
import { locate } from '../core/spec/cursor';
import { spanResolver } from '../core/spec/locate';
import { tokensOf } from '../core/sql/tokens';
import { definitionsOf } from './names/definitions';
import { kindWords, type Name, type NameKind, type NameUse, spanOfUse } from './names/name';
import { type RenameEdit, renamedScalar } from './names/renamedScalar';
import { unreadSql, useAt, usesOf } from './names/uses';

export interface Refused {
	readonly refused: string;
}

/** What would be renamed. */
export interface Renamable {
	readonly name: Name;
	/** The characters to select. */
	readonly span: FileSpan;
}

export function prepareRename(facts: SpecFacts, file: string, offset: number): Renamable | Refused {
	const use = useAt(facts, file, offset);
	if (!use) return { refused: notOurs(facts, file, offset) };
	const refused = fixedName(facts, use.name);
	return refused === undefined ? { name: use.name, span: spanOfUse(use) } : { refused };
}

/** The edits of one spec. */
export function rename(facts: SpecFacts, name: Name, newName: string): readonly RenameEdit[] | Refused {
	if (newName === name.text) return [];
	const uses = usesOf(facts, name);
	const refused =
		fixedName(facts, name) ?? notAllowed(name.kind, newName) ?? taken(facts, name, newName) ?? unread(facts, name) ?? hidden(uses, newName);
	if (refused !== undefined) return { refused };
	const byScalar = new Map<string, NameUse[]>();
	for (const use of uses) {
		const key = `${use.block.id}\0${use.scalar.start}`;
		byScalar.set(key, [...(byScalar.get(key) ?? []), use]);
	}
	return [...byScalar.values()].flatMap(same => renamedScalar(same, newName));
}

function notOurs(facts: SpecFacts, file: string, offset: number): string {
	const specFile = facts.spec.files.find(one => one.file === file);
	const cursor = specFile && locate(specFile, offset);
	const role = cursor && (cursor.position === 'value' ? cursor.valueRole : cursor.keyRole);
	const ofDatabase = [
		'table',
		'target-column',
		'copied-column',
		'source-column',
		'given-table',
		'given-column',
		'taken-column',
		'schema',
		'sql',
	];
	return role && ofDatabase.includes(role.kind)
		? 'Here stands what a database names: its tables, columns and functions cannot be renamed from a spec, only mappings, views, lookups, parameters and aliases'
		: 'Nothing that can be renamed stands here: place the cursor on the name of a mapping, view, lookup, parameter, phase, step, role, check, risk or alias';
}

function fixedName(facts: SpecFacts, { kind, text }: Name): string | undefined {
	if (kind === 'connection')
		return `The connection "${text}" cannot be renamed from a spec: other specs, its catalog and stored passwords go by that name; change it in connections.yaml, and refresh the catalog`;
	const pattern = kind === 'mapping' ? facts.mapping(text)?.mapping.madeBy : undefined;
	if (pattern)
		return `The mapping "${text}" is made by the pattern "${pattern.source.text}" of "copy" and is called after its target table; write it under "mappings" to give it a name`;
	return undefined;
}

function notAllowed(kind: NameKind, newName: string): string | undefined {
	const word = kindWords[kind];
	const shown = `"${newName}" cannot be the name of a ${word}`;
	if (newName.trim() === '') return `The name of a ${word} cannot be empty; write at least one letter`;
	if (newName !== newName.trim()) return `${shown}, as it begins or ends with a blank that nobody sees; leave the blank out`;
	if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(newName))
		return `The name of a ${word} cannot hold line ends or control characters; write it on one line`;
	if (newName.includes('${')) return `${shown}, as "\${" stands for a parameter; write it without`;
	if (kind === 'parameter' && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName))
		return `${shown}, as it is written in \${…}; use letters, digits and underscores, and no digit first`;
	if (newName === 'all' && gated.has(kind)) return `${shown}, as "all" means every one of them in a gate; choose another name`;
	if (kind === 'step' && /^\d|^[+-]/.test(newName)) return `${shown}, as it reads as a time where steps are named; begin with a letter`;
	if (kind === 'view' && newName.includes('.')) return `${shown}, as SQL takes what stands before "." for a schema; write it without`;
	if (kind === 'alias' && /[.*?]/.test(newName))
		return `${shown}, as "copy" and "ignore" take ".", "*" and "?" for parts of a pattern; write it without`;
	if (kind === 'alias' && newName === 'lookup') return `${shown}, as lookups are written "lookup.NAME" in SQL; choose another name`;
	// A character of UTF-8 takes up to four bytes; nobody needs the exact bound.
	const bytes = [...newName].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 4), 0);
	if (inSql.has(kind) && bytes > 63) return `${shown}, as PostgreSQL cuts names off after 63 bytes; choose a shorter one`;
	return undefined;
}

/** What gates wait for by name. */
const gated: ReadonlySet<NameKind> = new Set(['mapping', 'reconciliation', 'quality', 'acceptance']);
const inSql: ReadonlySet<NameKind> = new Set(['view', 'lookup', 'alias']);

function taken(facts: SpecFacts, { kind }: Name, newName: string): string | undefined {
	if (kind === 'alias') return undefined;
	// A gate names both of these under `reconcile`.
	const kinds = kind === 'mapping' || kind === 'reconciliation' ? (['mapping', 'reconciliation'] as const) : ([kind] as const);
	const other = kinds.find(one => definitionsOf(facts, one, newName).length > 0);
	if (other) return `There is a ${kindWords[other]} "${newName}" already, so nobody could tell which is meant; choose another name`;
	const table = kind === 'view' ? facts.source?.table(undefined, newName) : undefined;
	return table && `The source has a table "${newName}", which a view of that name would hide; choose another name`;
}

/** A place that cannot be read would keep the old name. */
function unread(facts: SpecFacts, name: Name): string | undefined {
	const broken = facts.spec.findings.find(({ code }) => code === 'yaml-syntax');
	if (broken) {
		const { file } = spanResolver(facts)(broken.span);
		return `"${file.slice(file.search(/[^\\/]*$/))}" is no YAML that can be read whole, so places of "${name.text}" could be missed; mend it first`;
	}
	const sql = unreadSql(facts, name);
	return sql && `The SQL "${shownSql(sql.scalar.text)}" cannot be read, so nobody knows what "${name.text}" means in it; mend it first`;
}

function shownSql(text: string): string {
	return (text.trim().split('\n')[0] ?? '').slice(0, 60);
}

/** SQL that has the new name already, beside the old one, may come to mean something else. */
function hidden(uses: readonly NameUse[], newName: string): string | undefined {
	const clash = uses.find(({ written, scalar: { value } }) => {
		const tokens = written === 'sql' ? tokensOf(value) : undefined;
		return tokens?.all.some((_, index) => tokens.identifierAt(index) === newName && tokens.textAt(index - 1) !== '.');
	});
	if (!clash) return undefined;
	return `"${newName}" stands in "${shownSql(clash.scalar.value)}" already, which could come to mean something else; choose another name`;
}
