/**
 * Collects what a row comparison finds. Counts are exact whatever happens; rows are kept up to a limit, shared fairly between patterns, so
 * that a thousand rows with one fault do not hide the one row with another.
 */

import { type LedgerEntry, whyExceeded } from './ledger';
import { type PatternKey, patternText } from './patternOf';
import type { DifferenceCounts, DifferenceKind, Pattern, RowDifference } from './result';

export interface Differences {
	/** Counts `rows` rows of that pattern; `make` is called only when the difference is kept. */
	add(pattern: PatternKey, rows: number, make: () => RowDifference): void;
	/** Which entries of the ledger hold, now that all rows are known. Before it all hold. Returns why others do not, as sentences. */
	settle(sourceRows: number): readonly string[];
	counts(exact: boolean): DifferenceCounts;
	/** At most the limit, and fewer when values are very long; in the order in which they were added. */
	kept(): { readonly rows: readonly RowDifference[]; readonly truncated: boolean };
	/** By kind, then the most frequent first, accepted ones last. Every kept row has its pattern here. */
	patterns(): readonly Pattern[];
}

interface Group {
	readonly pattern: PatternKey;
	readonly kind: DifferenceKind;
	/** Rows. */
	count: number;
	/** Differences: several rows may be one. */
	found: number;
	kept: number;
}

/** Of every pattern some are held, however many there are of others. */
const alwaysHeld = 3;
/** Wide rows may differ in a new combination of columns each: what comes after so many patterns is one more. */
const mostPatterns = 100;
/** Documents may be values, too: what is held of all rows together, in characters. */
const mostCharacters = 20_000_000;
const kinds: readonly DifferenceKind[] = ['missing', 'extra', 'changed', 'duplicate', 'rejected'];

export function collectDifferences(limit: number): Differences {
	const groups = new Map<string, Group>();
	let characters = 0;
	const held: { readonly group: Group; readonly difference: RowDifference }[] = [];
	const exceeded = new Set<LedgerEntry>();
	const groupOf = (pattern: PatternKey): Group => {
		const own = idOf(pattern);
		const isOneMore = pattern.kind === 'changed' && groups.size >= mostPatterns && !groups.has(own);
		const used = isOneMore ? { kind: pattern.kind, accepted: pattern.accepted } : pattern;
		const id = isOneMore ? idOf(used) : own;
		const group = groups.get(id) ?? { pattern: used, kind: pattern.kind, count: 0, found: 0, kept: 0 };
		groups.set(id, group);
		return group;
	};
	const acceptedOf = ({ pattern: { accepted } }: Group) => (accepted && !exceeded.has(accepted) ? accepted : undefined);
	const all = () => [...groups.values()];
	return {
		add(pattern, rows, make) {
			const group = groupOf(pattern);
			group.count += rows;
			group.found++;
			const isFew = group.kept < Math.min(alwaysHeld, limit);
			if (characters > mostCharacters || (!isFew && (group.kept >= limit || held.length >= kinds.length * limit))) return;
			group.kept++;
			const difference = make();
			characters += charactersOf(difference);
			held.push({ group, difference });
		},
		settle(sourceRows) {
			const entries = new Map<LedgerEntry, number>();
			for (const { pattern, count } of all())
				if (pattern.accepted) entries.set(pattern.accepted, (entries.get(pattern.accepted) ?? 0) + count);
			return [...entries].flatMap(([entry, rows]) => {
				const why = whyExceeded(entry, rows, sourceRows);
				if (why !== undefined) exceeded.add(entry);
				return why ?? [];
			});
		},
		counts(exact) {
			const open = all().filter(group => !acceptedOf(group));
			const count = (kind: DifferenceKind) => sumOf(open.map(group => (group.kind === kind ? group.count : 0)));
			return {
				missing: count('missing'),
				extra: count('extra'),
				changed: count('changed'),
				rejected: count('rejected'),
				duplicate: count('duplicate'),
				accepted: sumOf(all().map(group => (acceptedOf(group) ? group.count : 0))),
				exact,
			};
		},
		kept() {
			const left = fairShares(all(), limit);
			const rows = held.flatMap(({ group, difference }) => {
				const share = left.get(group) ?? 0;
				left.set(group, share - 1);
				const accepted = acceptedOf(group);
				if (share <= 0) return [];
				return [accepted ? { ...difference, accepted: { name: accepted.name, reason: accepted.reason } } : difference];
			});
			return { rows, truncated: rows.length < sumOf(all().map(group => group.found)) };
		},
		patterns() {
			const byText = new Map<string, { kind: DifferenceKind; isAccepted: boolean; count: number }>();
			for (const group of all()) {
				const accepted = acceptedOf(group);
				const text = patternText({ ...group.pattern, accepted });
				const known = byText.get(text);
				if (known) known.count += group.count;
				else byText.set(text, { kind: group.kind, isAccepted: accepted !== undefined, count: group.count });
			}
			const rank = ({ kind, isAccepted }: { kind: DifferenceKind; isAccepted: boolean }) =>
				isAccepted ? kinds.length : kinds.indexOf(kind);
			return [...byText]
				.sort(([, one], [, other]) => rank(one) - rank(other) || other.count - one.count)
				.map(([text, { count }]) => ({ text, count }));
		},
	};
}

/** Differences of one pattern are kept apart by what accepts them: it is known at the end only whether that holds. */
function idOf(pattern: PatternKey): string {
	const text = patternText({ ...pattern, accepted: undefined });
	return pattern.accepted ? `${text}\n${pattern.accepted.name}` : text;
}

/** How many of each pattern to show: what a small one leaves over goes to the large ones. */
function fairShares(groups: readonly Group[], limit: number): Map<Group, number> {
	const shares = new Map<Group, number>();
	let left = limit;
	[...groups]
		.sort((one, other) => one.kept - other.kept)
		.forEach((group, index) => {
			const share = Math.min(group.kept, Math.floor(left / (groups.length - index)));
			shares.set(group, share);
			left -= share;
		});
	return shares;
}

function charactersOf(difference: RowDifference): number {
	const values = difference.key.map(({ value }) => value);
	if (difference.kind === 'rejected') values.push(difference.value);
	if (difference.kind === 'changed') values.push(...difference.columns.flatMap(({ source, target }) => [source, target]));
	return sumOf(values.map(value => (typeof value === 'string' ? value.length : 0)));
}

function sumOf(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
