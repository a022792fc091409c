/**
 * Collects what a row comparison finds, and explains it: rows to which the same happened are one pattern. Counts are exact whatever happens;
 * rows are kept up to a limit, shared fairly between patterns, so that a thousand rows with one fault do not hide the one row with another.
 * What is held does not grow with the number of differences.
 */

import type { FoundDifference } from './foundDifference';
import { type LedgerEntry, whyExceeded } from './ledger';
import { explainer } from './patterns/explainer';
import type { Group, Holding } from './patterns/groups';
import { sharedOf } from './patterns/shared';
import { mergedByText, sharedText, sum, type Told } from './patterns/tell';
import type { DifferenceCounts, DifferenceKind, Pattern, RowDifference } from './result';
import type { Row } from './rowCursor';
import type { RowLayout } from './rowLayout';

export interface Differences {
	/** Rows of that layout follow. `isWhole`: every row of both sides is told of, equal ones too, in the order of the key. */
	begin(layout: RowLayout, isWhole: boolean): void;
	/** Counts `rows` rows; `make` is called only when the difference is kept. */
	add(found: FoundDifference, rows: number, make: () => RowDifference): void;
	/** A row that both sides have alike. */
	equal(row: Row): void;
	/** Which entries of the ledger hold, now that all rows are known. Before it all hold. Returns why others do not, as sentences. */
	settle(sourceRows: number): readonly string[];
	counts(exact: boolean): DifferenceCounts;
	/** At most the limit, and fewer when values are very long; in the order in which they were added, each with its pattern. */
	kept(): { readonly rows: readonly RowDifference[]; readonly truncated: boolean };
	/** Most rows first, accepted ones last. */
	patterns(): readonly Pattern[];
}

/** Of all kinds together so many times the limit is held, to choose from. */
const heldTimes = 5;

export function collectDifferences(limit: number): Differences {
	const holding: Holding = { limit, most: heldTimes * limit, held: 0, characters: 0 };
	const exceeded = new Set<LedgerEntry>();
	const explain = explainer(holding);
	const acceptedOf = ({ accepted }: Group) => (accepted && !exceeded.has(accepted) ? accepted : undefined);
	let told: readonly Told[] | undefined;
	const tell = () => {
		if (told) return told;
		const groups = explain.settled();
		told = mergedByText(groups.map(group => toldOf(group, acceptedOf(group), sharedOf(group, groups, explain))));
		return told;
	};
	return {
		begin: explain.begin,
		add(found, rows, make) {
			told = undefined;
			explain.add(found, rows, make);
		},
		equal: explain.equal,
		settle(sourceRows) {
			told = undefined;
			const entries = new Map<LedgerEntry, number>();
			for (const { accepted, count } of explain.groups()) if (accepted) entries.set(accepted, (entries.get(accepted) ?? 0) + count);
			return [...entries].flatMap(([entry, rows]) => {
				const why = whyExceeded(entry, rows, sourceRows);
				if (why !== undefined) exceeded.add(entry);
				return why ?? [];
			});
		},
		counts(exact) {
			const all = explain.groups();
			const open = all.filter(group => !acceptedOf(group));
			const count = (kind: DifferenceKind) => sum(open.map(group => (group.kind === kind ? group.count : 0)));
			return {
				missing: count('missing'),
				extra: count('extra'),
				changed: count('changed'),
				rejected: count('rejected'),
				duplicate: count('duplicate'),
				accepted: sum(all.map(group => (acceptedOf(group) ? group.count : 0))),
				exact,
			};
		},
		kept() {
			const all = tell();
			const shares = fairShares(all, limit);
			const rows = all
				.flatMap(({ held, accepted }, pattern) => held.slice(0, shares[pattern]).map(one => ({ ...one, accepted, pattern })))
				.sort((one, other) => one.order - other.order)
				.map(({ difference, accepted, pattern }) => {
					return { ...difference, ...(accepted ? { accepted: { name: accepted.name, reason: accepted.reason } } : {}), pattern };
				});
			return { rows, truncated: rows.length < sum(all.map(({ found }) => found)) };
		},
		patterns: () => tell().map(patternOf),
	};
}

function toldOf(group: Group, accepted: LedgerEntry | undefined, shared: Told['shared']): Told {
	const { kind, count, found, held } = group;
	const text = accepted ? `accepted as "${accepted.name}": ${accepted.reason}` : group.about.text(group) + sharedText(shared);
	return {
		text,
		kind,
		...(accepted ? { accepted } : {}),
		group,
		count,
		found,
		held: [...held].sort((one, other) => one.order - other.order),
		shared: accepted ? [] : shared,
	};
}

function patternOf({ text, kind, accepted, group, count, shared }: Told): Pattern {
	const { explanation, columns, span, suggest } = group.about;
	if (accepted) return { text, kind, count };
	const suggestion = suggest?.(group);
	return {
		text,
		kind,
		count,
		...(explanation === undefined ? {} : { explanation }),
		...(columns ? { columns } : {}),
		...(shared.length > 0 ? { shared } : {}),
		...(span ? { span } : {}),
		...(suggestion ? { suggestion } : {}),
	};
}

/** How many of each pattern to show: what a small one leaves over goes to the large ones. */
function fairShares(patterns: readonly Told[], limit: number): readonly number[] {
	const shares = patterns.map(() => 0);
	let left = limit;
	[...patterns.entries()]
		.sort(([, one], [, other]) => one.held.length - other.held.length)
		.forEach(([pattern, { held }], index) => {
			const share = Math.min(held.length, Math.floor(left / (patterns.length - index)));
			shares[pattern] = share;
			left -= share;
		});
	return shares;
}
