/** Reads the plans of PostgreSQL (`explain (format json)`): what the planner expects, and how it finds rows. */

export interface PlanNode {
	readonly 'Node Type': string;
	readonly 'Plan Rows': number;
	readonly 'Total Cost': number;
	readonly 'Index Cond'?: string;
	/** With `verbose`. */
	readonly Schema?: string;
	readonly 'Relation Name'?: string;
	readonly Output?: readonly string[];
	readonly Plans?: readonly PlanNode[];
}

export function topNode(plan: string): PlanNode {
	const [{ Plan: top }] = JSON.parse(plan) as readonly [{ readonly Plan: PlanNode }];
	return top;
}

/** From the plan of `distinctSql`. */
export function distinctValues(plan: string): readonly number[] {
	return (topNode(plan).Plans ?? []).map(({ Plans: [values] = [] }) => values?.['Plan Rows'] ?? 0);
}

/** Whether the first columns of a plan are columns of tables as they are, and nothing that is computed of them. */
export function areStored(plan: string, columns: number): boolean {
	const output = topNode(plan).Output ?? [];
	const name = /^((\w+|"([^"]|"")+")\.)?(\w+|"([^"]|"")+")$/;
	return output.length >= columns && output.slice(0, columns).every(one => name.test(one));
}

/** It and all below it. */
export function nodesOf(node: PlanNode): readonly PlanNode[] {
	return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Nodes that take no longer for a table that grows, when what they read is found by an index. */
const cheapNodes = new Set([
	...['Index Scan', 'Index Only Scan', 'Bitmap Heap Scan', 'Bitmap Index Scan', 'Nested Loop'],
	...['Subquery Scan', 'Result', 'Append', 'Limit', 'Memoize'],
]);

/**
 * Whether a plan of `rowHashesSql` finds each range of keys by an index and reads nothing else for it: read one by one, ranges would take
 * forever without an index, or if each of them joined all of another table.
 */
export function findsRanges(plan: string): boolean {
	const [aggregate, ...inside] = (topNode(plan).Plans ?? []).flatMap(nodesOf);
	const isFound = inside.some(node => /\bw\.first\b/.test(node['Index Cond'] ?? ''));
	return aggregate !== undefined && isFound && inside.every(node => cheapNodes.has(node['Node Type']));
}
