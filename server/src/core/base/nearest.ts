/** Finds the name that the user probably meant. */

/**
 * The candidate closest to `name` (Damerau-Levenshtein, letter case ignored), else the only one that abbreviates it or that it abbreviates
 * (`firstname` and `fname`), or undefined when none is near enough to suggest.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
	const wanted = name.toLowerCase();
	// Among names of one or two letters, every other one would be near.
	const limit = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
	let best: string | undefined;
	let bestDistance = limit + 1;
	const abbreviations: string[] = [];
	for (const candidate of candidates) {
		if (candidate === name) continue;
		const other = candidate.toLowerCase();
		if (abbreviates(other, wanted) || abbreviates(wanted, other)) abbreviations.push(candidate);
		if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
		const distance = editDistance(wanted, other, bestDistance);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best ?? (abbreviations.length === 1 ? abbreviations[0] : undefined);
}

/** Whether `short` begins like `long`, has as many words and goes on with letters of it in their order, at least with half of them. */
function abbreviates(short: string, long: string): boolean {
	if (short.length < 3 || short.length >= long.length || short.length * 2 < long.length || short[0] !== long[0]) return false;
	if (short.split('_').length !== long.split('_').length) return false;
	let found = 0;
	for (const letter of long) if (letter === short[found]) found++;
	return found === short.length;
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		let smallest = i;
		for (let j = 1; j <= b.length; j++) {
			const cost = a[i - 1] === b[j - 1] ? 0 : 1;
			let value = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
			current.push(value);
			smallest = Math.min(smallest, value);
		}
		if (smallest >= limit) return limit;
		beforeLast = last;
		last = current;
	}
	return last[b.length] ?? limit;
}
