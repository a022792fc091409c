/** Names that the spec or its connections define: mappings, lookups, phases, steps, people, checks, connections, schemas. */

import type { SpecFacts } from '../../core/mapping/facts';
import { rules } from '../../core/rules/index';
import type { NameRole } from '../../core/spec/cursorPlaces';
import { type Lookup, planAt, type Section } from '../../core/spec/spec';
import { roleNames, stepNames } from './steps';
import { asKey, asScalar, type CompletionContext, type Suggestion } from './suggestion';

interface Name {
	readonly name: string;
	readonly detail?: string;
}

/** As a value, or as a key of the map at the cursor. */
export function names(context: CompletionContext, role: NameRole, as: 'key' | 'value'): readonly Suggestion[] {
	const { cursor, snippets } = context;
	return namesOf(context.facts, role, cursor.path)
		.filter(({ name }) => as === 'value' || !cursor.others.includes(name))
		.map(({ name, detail }) => ({
			label: name,
			kind: role.kind === 'type' ? 'type' : 'name',
			detail,
			...(as === 'key' ? asKey(name, cursor, snippets) : { newText: asScalar(name, cursor) }),
		}));
}

function namesOf(facts: SpecFacts, role: NameRole, path: CompletionContext['cursor']['path']): readonly Name[] {
	const { spec, connections, mappings, lookups } = facts;
	switch (role.kind) {
		case 'connection':
			return (connections?.entries ?? []).map(({ name, environment }) => ({ name: name.text, detail: environment?.text }));
		case 'mapping':
			return mappings.map(({ name, mapping }) => ({ name, detail: mapping.target?.text }));
		case 'lookup':
			return lookups.map(({ lookup }) => ({ name: lookup.name.text, detail: contentWords(lookup) }));
		case 'phase':
			return keysOf(spec.strategy, 'phases');
		case 'step':
			return stepNames(facts, path);
		case 'rule':
			return rules.map(({ code, title }) => ({ name: code, detail: title }));
		case 'person':
			return roleNames(facts);
		case 'check':
			return [{ name: 'all', detail: 'every one of them' }, ...checksOf(facts, role.of)];
		case 'schema':
			return (facts[role.side]?.catalog.schemas ?? []).map(({ name, tables }) => ({ name, detail: `${tables.length} tables` }));
		case 'type':
			return typesOf(facts);
	}
}

function checksOf({ spec, mappings }: SpecFacts, of: 'reconcile' | 'quality' | 'acceptance'): readonly Name[] {
	if (of === 'quality') return spec.quality.map(rule => ({ name: rule.name.text }));
	if (of === 'acceptance') return spec.acceptance.map(test => ({ name: test.name.text }));
	return [
		...mappings.map(({ name }) => ({ name, detail: 'mapping' })),
		...spec.reconciliation.map(pair => ({ name: pair.name.text, detail: 'reconciliation' })),
	];
}

function keysOf(section: Section | undefined, key: string): readonly Name[] {
	const value = planAt(section?.value, key);
	return value?.kind === 'map' ? value.entries.map(entry => ({ name: entry.key.text })) : [];
}

export function contentWords({ content }: Lookup): string {
	switch (content.kind) {
		case 'inline':
			return `${content.entries.length} entries`;
		case 'file':
			return content.table ? `${content.table.rows.length} rows of ${content.file.text}` : content.file.text;
		case 'query':
			return `a query on the ${content.on}`;
	}
}

const types =
	'bigint boolean bytea character(1) date double precision integer interval json jsonb numeric numeric(12,2) real smallint text time timestamp timestamptz uuid varchar(100)'
		.replace('double precision', 'double_precision')
		.split(' ')
		.map(name => ({ name: name.replace('_', ' ') }));

/** PostgreSQL's common ones, and those that the target defines. */
function typesOf({ target }: SpecFacts): readonly Name[] {
	const own = (target?.catalog.schemas ?? []).flatMap(schema =>
		schema.types.map(type => ({ name: `${schema.name}.${type.name}`, detail: type.kind })),
	);
	return [...own, ...types];
}
