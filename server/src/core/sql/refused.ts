/** Finds in a parse tree what no place of a spec allows: statements that write or lock, and placeholders. Looks at every node. */

export interface Refused {
	/** `writes`: more than reading. `misplaced`: cannot stand in a spec. */
	readonly kind: 'writes' | 'misplaced';
	/** What it is called in a message; undefined: its first word. */
	readonly called?: string;
	/** Where the tree says that it, or something in it, is; undefined: where its statement is. */
	readonly location?: number;
	/** The words that it may start with, near `location`. */
	readonly phrases: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Statements that read at most, but are no query. */
const NO_QUERY = new Set(['ExplainStmt', 'VariableShowStmt']);

const LOCKS: Readonly<Record<string, string>> = {
	LCS_FORUPDATE: 'FOR UPDATE',
	LCS_FORNOKEYUPDATE: 'FOR NO KEY UPDATE',
	LCS_FORSHARE: 'FOR SHARE',
	LCS_FORKEYSHARE: 'FOR KEY SHARE',
};

/** The gravest thing in `tree` that is refused: what writes before what is only misplaced. Throws a RangeError on a tree too deep to walk. */
export function findRefused(tree: unknown): Refused | undefined {
	let misplaced: Refused | undefined;
	function visit(value: unknown): Refused | undefined {
		if (Array.isArray(value)) {
			for (const item of value) {
				const found = visit(item);
				if (found) return found;
			}
			return undefined;
		}
		if (typeof value !== 'object' || value === null) return undefined;
		for (const [key, child] of Object.entries(value)) {
			const refused = typeof child === 'object' && child !== null ? judge(key, child as Fields) : undefined;
			if (refused?.kind === 'writes') return refused;
			misplaced ??= refused;
			const inside = visit(child);
			if (inside) return inside;
		}
		return undefined;
	}
	return visit(tree) ?? misplaced;
}

function judge(key: string, fields: Fields): Refused | undefined {
	if (key === 'intoClause') return { kind: 'writes', called: 'SELECT INTO', location: relationLocation(fields, 'rel'), phrases: ['into'] };
	if (key === 'LockingClause')
		return {
			kind: 'writes',
			called: LOCKS[String(fields.strength)] ?? 'FOR UPDATE',
			phrases: ['for update', 'for no', 'for share', 'for key'],
		};
	if (key === 'ParamRef')
		return { kind: 'misplaced', called: `$${String(fields.number)}`, location: Number(fields.location ?? 0), phrases: [] };
	if (key === 'SetToDefault') return { kind: 'misplaced', called: 'DEFAULT', location: Number(fields.location ?? 0), phrases: [] };
	if (!key.endsWith('Stmt') || key === 'SelectStmt') return undefined;
	if (NO_QUERY.has(key)) return { kind: 'misplaced', phrases: [] };
	const phrases = WRITERS[key];
	return { kind: 'writes', location: phrases && relationLocation(fields, 'relation'), phrases: phrases ?? [] };
}

const WRITERS: Readonly<Record<string, readonly string[]>> = {
	InsertStmt: ['insert'],
	UpdateStmt: ['update'],
	DeleteStmt: ['delete'],
	MergeStmt: ['merge'],
};

function relationLocation(fields: Fields, key: string): number | undefined {
	const relation = fields[key];
	if (typeof relation !== 'object' || relation === null) return undefined;
	return 'location' in relation ? Number(relation.location) : undefined;
}
