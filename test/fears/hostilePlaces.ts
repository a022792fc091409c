/** Every place of a spec that takes SQL, each as what has to be written around it. */

const q = JSON.stringify;

export interface HostilePlace {
	readonly kind: 'expression' | 'from' | 'query';
	/** The hostile text as this place needs it, to name what it has in reach. */
	readonly adapt?: (sql: string) => string;
	/** An entry of `mappings`. */
	readonly mapping?: (sql: string, number: number) => string;
	/** An entry of another section. */
	readonly top?: { readonly section: string; readonly entry: (sql: string, number: number) => string };
	/** Mappings that the others need. */
	readonly first?: string;
}

/** A mapping to a target of its own: those that share one would be compared as one group. */
function mapping(number: number, lines: readonly string[], columns: readonly string[] = [], source = 'erp.cust c'): string {
	return [
		`  m${number}:`,
		...[`source: ${source}`, `target: app.t${number}`, 'key: [id]', ...lines, 'columns:'].map(line => `    ${line}`),
		...['id: c.id', ...columns].map(line => `      ${line}`),
		'',
	].join('\n');
}

const note = (number: number, written: string) => mapping(number, [], [`note: ${written}`]);
const parent = '  parent: { source: erp.cust c, target: app.parent, key: [id], columns: { id: c.id } }\n';
const inParentheses = (sql: string) => `(${sql}\n) is not null`;
const ofTarget = (sql: string) => sql.replaceAll('erp.', 'app.');

export const hostilePlaces: Readonly<Record<string, HostilePlace>> = {
	'a column': { kind: 'expression', mapping: (sql, n) => note(n, q(sql)) },
	'the source of a column': { kind: 'expression', mapping: (sql, n) => note(n, `{ source: ${q(sql)}, transform: [trim] }`) },
	'the transform coalesce': {
		kind: 'expression',
		mapping: (sql, n) => note(n, `{ source: c.name, transform: [{ coalesce: [${q(sql)}] }] }`),
	},
	'the transform sql': {
		kind: 'expression',
		adapt: sql => sql.replaceAll('c.name', 'value'),
		mapping: (sql, n) => note(n, `{ source: c.name, transform: [{ sql: ${q(sql)} }] }`),
	},
	where: { kind: 'expression', adapt: inParentheses, mapping: (sql, n) => mapping(n, [`where: ${q(sql)}`]) },
	group_by: { kind: 'expression', adapt: sql => `c.id, ${sql}`, mapping: (sql, n) => mapping(n, [`group_by: ${q(sql)}`]) },
	'ignore.rows': {
		kind: 'expression',
		adapt: inParentheses,
		mapping: (sql, n) => mapping(n, [`ignore: { rows: { ? ${q(sql)} : Reason } }`]),
	},
	high_water: { kind: 'expression', mapping: (sql, n) => mapping(n, [`high_water: ${q(sql)}`]) },
	source_key: { kind: 'expression', mapping: (sql, n) => mapping(n, [`source_key: ${q(sql)}`]) },
	by: { kind: 'expression', first: parent, mapping: (sql, n) => note(n, `{ lookup: parent, by: ${q(sql)} }`) },
	'a part of by': {
		kind: 'expression',
		first: parent,
		mapping: (sql, n) => note(n, `{ lookup: parent, by: { source: ${q(sql)}, map: { A: B } } }`),
	},
	'the condition of a lookup': {
		kind: 'expression',
		adapt: inParentheses,
		first: parent,
		mapping: (sql, n) => note(n, `{ lookup: { parent: ${q(sql)} }, by: c.id }`),
	},
	source: { kind: 'from', mapping: (sql, n) => mapping(n, [], [], q(sql)) },
	'a view': {
		kind: 'query',
		top: { section: 'views', entry: (sql, n) => `  v${n}: ${q(sql)}\n` },
		mapping: (_, n) => mapping(n, [], [], `erp.cust c join v${n} on true`),
	},
	'a lookup on the source': {
		kind: 'query',
		top: { section: 'lookups', entry: (sql, n) => `  l${n}: { on: source, query: ${q(sql)} }\n` },
		mapping: (_, n) => note(n, `{ source: c.note, map: l${n} }`),
	},
	'a lookup on the target': {
		kind: 'query',
		adapt: ofTarget,
		top: { section: 'lookups', entry: (sql, n) => `  l${n}: { on: target, query: ${q(sql)} }\n` },
		mapping: (_, n) => mapping(n, [], [], `erp.cust c left join lookup.l${n} l on true`),
	},
	'the source of a free pair': {
		kind: 'query',
		top: { section: 'reconciliation', entry: (sql, n) => `  p${n}: { source: ${q(sql)}, target: select 1 as key }\n` },
	},
	'the target of a free pair': {
		kind: 'query',
		adapt: ofTarget,
		top: { section: 'reconciliation', entry: (sql, n) => `  p${n}: { source: select 1 as key, target: ${q(sql)} }\n` },
	},
	'the query of a quality rule': {
		kind: 'query',
		top: { section: 'quality', entry: (sql, n) => `  q${n}: { on: source, query: ${q(sql)} }\n` },
	},
	'the query of an acceptance test': {
		kind: 'query',
		adapt: ofTarget,
		top: { section: 'acceptance', entry: (sql, n) => `  a${n}: { owner: us, query: ${q(sql)} }\n` },
	},
	'the rows of a quality rule': {
		kind: 'expression',
		adapt: sql => sql.replaceAll('c.name', 'name'),
		top: { section: 'quality', entry: (sql, n) => `  q${n}: { on: source, table: erp.cust, rows: ${q(sql)} }\n` },
	},
	'the by of a check': {
		kind: 'expression',
		adapt: sql => ofTarget(sql).replaceAll('c.name', 'note'),
		mapping: (sql, n) => mapping(n, [`reconcile: { checks: [{ sum: id, by: ${q(sql)} }] }`]),
	},
	'where of a reconciliation': {
		kind: 'expression',
		adapt: sql => ofTarget(sql).replaceAll('c.name', 'note'),
		mapping: (sql, n) => mapping(n, [`reconcile: { where: ${q(sql)} }`], ['note: c.note']),
	},
	'where of an accepted difference': {
		kind: 'expression',
		adapt: sql => ofTarget(sql).replaceAll('c.name', 'note'),
		mapping: (sql, n) => mapping(n, [`reconcile: { accept: { known: { reason: Known, where: ${q(sql)} } } }`], ['note: c.note']),
	},
};
