/** Which places of a spec hold names of the user's own or SQL, by their path. Everything else is said by the schema alone. */

import type { SqlPlace } from '../sql/analysis';

/** What a key or a value means there, beyond what the schema says. */
export type Role =
	| NameRole
	| { readonly kind: 'transform' }
	/** A text in which facts of the plan may stand. */
	| { readonly kind: 'plan-fact' }
	| { readonly kind: 'table'; readonly side: QuerySide }
	/** A column of the mapping's target table: any of them, or those that nothing fills. */
	| { readonly kind: 'target-column'; readonly only?: 'unfilled' }
	/** A column of the same name on both sides. */
	| { readonly kind: 'copied-column' }
	/** `alias.column` of what the mapping reads. */
	| { readonly kind: 'source-column' }
	/** What an example gives rows of: an alias of the FROM clause, a table, a view or a lookup of the spec. */
	| { readonly kind: 'given-table' }
	/** A column of what the path names last. */
	| { readonly kind: 'given-column' }
	/** A value of the source that a map translates. */
	| { readonly kind: 'mapped-value' }
	/** A column of the target of the mapping that is looked up. */
	| { readonly kind: 'taken-column' }
	| { readonly kind: 'sql'; readonly place: SqlPlace; readonly side: QuerySide; readonly over: 'source' | 'target' | 'table' | 'nothing' };

/** A name that stands alone. */
export type NameRole =
	| { readonly kind: 'connection' | 'mapping' | 'lookup' | 'phase' | 'step' | 'person' | 'type' | 'rule' }
	/** What a gate waits for. */
	| { readonly kind: 'check'; readonly of: 'reconcile' | 'quality' | 'acceptance' }
	| { readonly kind: 'schema'; readonly side: 'source' | 'target' };

/** `on`: as the entry's own `on` says. */
export type QuerySide = 'source' | 'target' | 'on';

type Places = readonly (readonly [path: string, role: Role])[];

const expression: Role = { kind: 'sql', place: 'expression', side: 'source', over: 'source' };
const condition: Role = { kind: 'sql', place: 'condition', side: 'source', over: 'source' };
const overTarget: Role = { kind: 'sql', place: 'condition', side: 'target', over: 'target' };
const targetColumn: Role = { kind: 'target-column' };
const mapping: Role = { kind: 'mapping' };
const person: Role = { kind: 'person' };
const query = (side: QuerySide): Role => ({ kind: 'sql', place: 'query', side, over: 'nothing' });

const checks = (path: string): Places => [
	[`${path}.reconcile`, { kind: 'check', of: 'reconcile' }],
	[`${path}.quality`, { kind: 'check', of: 'quality' }],
	[`${path}.acceptance`, { kind: 'check', of: 'acceptance' }],
];

const steps = (path: string): Places => [
	[path, expression],
	[`${path}.source`, expression],
	[`${path}.transform`, { kind: 'transform' }],
	[`${path}.transform.coalesce`, expression],
	[`${path}.transform.sql`, expression],
	[`${path}.map`, { kind: 'lookup' }],
	[`${path}.cast`, { kind: 'type' }],
];

/** A path without the numbers of list items, so that one thing and a list of such things are one place; `*` is any key. */
const values: Places = [
	['source.connection', { kind: 'connection' }],
	['target.connection', { kind: 'connection' }],
	['source.schemas', { kind: 'schema', side: 'source' }],
	['target.schemas', { kind: 'schema', side: 'target' }],
	['lookups.*.query', query('on')],
	['views.*', query('source')],
	['copy.*', { kind: 'table', side: 'target' }],
	['mappings.*.source', { kind: 'sql', place: 'from', side: 'source', over: 'nothing' }],
	['mappings.*.where', condition],
	['mappings.*.group_by', { kind: 'sql', place: 'group-by', side: 'source', over: 'source' }],
	['mappings.*.high_water', expression],
	['mappings.*.source_key', expression],
	['mappings.*.target', { kind: 'table', side: 'target' }],
	['mappings.*.key', targetColumn],
	['mappings.*.copy', { kind: 'copied-column' }],
	['mappings.*.copy.except', targetColumn],
	...steps('mappings.*.columns.*'),
	['mappings.*.columns.*.lookup', mapping],
	['mappings.*.columns.*.lookup.*', condition],
	['mappings.*.columns.*.take', { kind: 'taken-column' }],
	...steps('mappings.*.columns.*.by'),
	...['sum', 'min', 'max', 'avg', 'nulls', 'distinct', 'length'].map((kind): Places[number] => [
		`mappings.*.reconcile.checks.${kind}`,
		targetColumn,
	]),
	['mappings.*.reconcile.checks.by', overTarget],
	['mappings.*.reconcile.compare.except', targetColumn],
	['mappings.*.reconcile.where', overTarget],
	['mappings.*.reconcile.accept.*.columns', targetColumn],
	['mappings.*.reconcile.accept.*.where', overTarget],
	['mappings.*.examples.*.expect.rejected', targetColumn],
	['reconciliation.*.source', query('source')],
	['reconciliation.*.target', query('target')],
	['quality.*.query', query('on')],
	['quality.*.table', { kind: 'table', side: 'on' }],
	['quality.*.rows', { kind: 'sql', place: 'condition', side: 'on', over: 'table' }],
	['quality.*.fix.owner', person],
	['acceptance.*.query', query('target')],
	['acceptance.*.owner', person],
	['strategy.phases.*.mappings', mapping],
	['strategy.phases.*.where.*', overTarget],
	['strategy.phases.*.after', { kind: 'phase' }],
	['strategy.phases.*.owner', person],
	...checks('strategy.phases.*.gate'),
	['strategy.rehearsals.*.owner', person],
	...checks('strategy.rehearsals.*.gate'),
	['strategy.fallback.decide', person],
	['strategy.fallback.until', { kind: 'step' }],
	['strategy.dual_write.ends', { kind: 'step' }],
	['cutover.roles.*.deputy', person],
	['cutover.freeze.starts', { kind: 'step' }],
	['cutover.freeze.ends', { kind: 'step' }],
	['cutover.steps.*.after', { kind: 'step' }],
	['cutover.steps.*.owner', person],
	...checks('cutover.steps.*.gate'),
	['cutover.communications.*.at', { kind: 'step' }],
	['cutover.communications.*.owner', person],
	['cutover.support.owner', person],
	['cutover.retire.owner', person],
	['risks.*.owner', person],
	...checks('risks.*.watch'),
	['risks.*.watch.rules', { kind: 'rule' }],
	['strategy.justification', { kind: 'plan-fact' }],
];

/** The path of the map whose keys these are. */
const keys: Places = [
	['copy', { kind: 'table', side: 'source' }],
	['ignore.source', { kind: 'table', side: 'source' }],
	['ignore.target', { kind: 'table', side: 'target' }],
	['mappings.*.columns', { kind: 'target-column', only: 'unfilled' }],
	['mappings.*.columns.*.transform', { kind: 'transform' }],
	['mappings.*.columns.*.by.transform', { kind: 'transform' }],
	['mappings.*.columns.*.lookup', mapping],
	['mappings.*.columns.*.map', { kind: 'mapped-value' }],
	['lookups.*', { kind: 'mapped-value' }],
	['mappings.*.ignore.rows', condition],
	['mappings.*.ignore.source', { kind: 'source-column' }],
	['mappings.*.ignore.target', { kind: 'target-column', only: 'unfilled' }],
	['mappings.*.reconcile.tolerance', targetColumn],
	['mappings.*.examples.*.given', { kind: 'given-table' }],
	['mappings.*.examples.*.given.*', { kind: 'given-column' }],
	['mappings.*.examples.*.expect', targetColumn],
	['scope.criticality', mapping],
	['scope.data', mapping],
	['scope.volumes.growth_per_day', mapping],
	['strategy.phases.*.where', mapping],
	['cutover.steps', { kind: 'step' }],
];

/** The meaning of a value, or of the keys of the map at a path. Undefined where the schema says all there is. */
export function roleOf(path: readonly (string | number)[], position: 'key' | 'value'): Role | undefined {
	const names = path.filter(step => typeof step === 'string');
	return table(position).find(({ steps }) => steps.length === names.length && steps.every((step, n) => step === '*' || step === names[n]))
		?.role;
}

const split = new Map<Places, readonly { readonly steps: readonly string[]; readonly role: Role }[]>();

function table(position: 'key' | 'value') {
	const places = position === 'key' ? keys : values;
	const known = split.get(places) ?? places.map(([path, role]) => ({ steps: path.split('.'), role }));
	split.set(places, known);
	return known;
}
