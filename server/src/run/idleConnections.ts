/**
 * The connections that a run may have and does not use at the moment: a mapping may read its table on several of them. They read the snapshots
 * that the first two read. A connection that cannot be had is done without.
 */

import { Cancelled, DatabaseFailure, type Session } from '../engines/engine';
import type { Sided } from './sides';

export interface IdleConnections {
	/** Of each side. */
	count(): number;
	/** At most so many pairs. */
	open(most: number, signal: AbortSignal): Promise<readonly Sided<Session>[]>;
	close(pairs: readonly Sided<Session>[]): Promise<void>;
}

export interface ConnectionBudget extends IdleConnections {
	/** A mapping is compared on a pair of connections while `work` runs. */
	use<Value>(work: AsyncGenerator<Value>): AsyncGenerator<Value>;
}

/** `most`: connections of each side. */
export function connectionBudget(most: number, { source, target }: Sided<Session>): ConnectionBudget {
	let used = 0;
	const canShare = source.beside !== undefined && target.beside !== undefined;
	const count = () => (canShare ? Math.max(0, most - used) : 0);
	return {
		count,
		async *use(work) {
			used++;
			try {
				yield* work;
			} finally {
				used--;
			}
		},
		async open(wanted, signal) {
			const pairs = Math.min(wanted, count());
			used += pairs;
			const opened = await Promise.all(Array.from({ length: pairs }, () => openBeside({ source, target }, signal)));
			const found = opened.filter(pair => pair !== undefined);
			used -= pairs - found.length;
			return found;
		},
		async close(pairs) {
			used -= pairs.length;
			await Promise.all(pairs.flatMap(pair => [pair.source.close(), pair.target.close()]));
		},
	};
}

/** Both or none. Undefined: there is no further connection to be had. */
export async function openBeside({ source, target }: Sided<Session>, signal: AbortSignal): Promise<Sided<Session> | undefined> {
	if (!source.beside || !target.beside) return undefined;
	const [one, other] = await Promise.allSettled([source.beside(signal), target.beside(signal)]);
	if (one.status === 'fulfilled' && other.status === 'fulfilled') return { source: one.value, target: other.value };
	await Promise.all([one, other].map(result => (result.status === 'fulfilled' ? result.value.close() : undefined)));
	for (const result of [one, other]) {
		if (result.status === 'fulfilled' || result.reason instanceof DatabaseFailure || result.reason instanceof Cancelled) continue;
		throw result.reason;
	}
	return undefined;
}
