/** Other ways to compare the same two tables, for the size of the difference. None of them tells which columns differ, but the first. */

import { spawnSync } from 'node:child_process';
import { openSession } from '../../server/src/engines/postgres/session';
import { columnNames } from './data';
import type { Servers, Side } from './servers';

/** Both tables whole, in the order of the key, compared as they come: the milliseconds, and the keys that differ. */
export async function naiveComparison(
	servers: Servers,
): Promise<{ readonly elapsedMs: number; readonly differences: number; readonly receivedMb: number }> {
	const startMs = performance.now();
	const [source, target] = await Promise.all([openSide(servers, 'source'), openSide(servers, 'target')]);
	const sql = `select ${columnNames.join(', ')} from orders order by id`;
	const [ours, theirs] = [rowsOf(source.stream(sql)), rowsOf(target.stream(sql))];
	let differences = 0;
	let [left, right] = [await ours.next(), await theirs.next()];
	while (left || right) {
		const order = Number(left?.[0] ?? Number.POSITIVE_INFINITY) - Number(right?.[0] ?? Number.POSITIVE_INFINITY);
		if (order !== 0 || left?.some((value, i) => value !== right?.[i])) differences++;
		const [takesLeft, takesRight] = [order <= 0, order >= 0];
		if (takesLeft) left = ours.ready() ?? (await ours.next());
		if (takesRight) right = theirs.ready() ?? (await theirs.next());
	}
	const receivedMb = (source.bytesReceived() + target.bytesReceived()) / 1e6;
	await Promise.all([source.close(), target.close()]);
	return { elapsedMs: performance.now() - startMs, differences, receivedMb };
}

function openSide(servers: Servers, side: Side) {
	const { port, password } = servers.at[side];
	return openSession({
		name: side,
		engine: 'postgres',
		host: '127.0.0.1',
		port,
		database: 'postgres',
		user: 'postgres',
		password,
		ssl: 'disable',
		statementTimeoutMs: 3_600_000,
		connectTimeoutMs: 10_000,
	});
}

type Row = readonly (string | null)[];

/** Rows one by one, without a promise for each. */
function rowsOf(batches: AsyncIterable<readonly Row[]>): { ready(): Row | undefined; next(): Promise<Row | undefined> } {
	const iterator = batches[Symbol.asyncIterator]();
	let batch: readonly Row[] = [];
	let index = 0;
	return {
		ready: () => batch[index] && batch[index++],
		async next() {
			while (index >= batch.length) {
				const step = await iterator.next();
				if (step.done) return undefined;
				batch = step.value;
				index = 0;
			}
			return batch[index++];
		},
	};
}

/**
 * Debian's postgresql-comparator, which makes tables of checksums on both servers. Without its extension there (`pgcmp`, of Debian's own
 * servers only) it fails.
 */
export function pgComparator(servers: Servers): { readonly elapsedMs: number } | { readonly failure: string } {
	const others = columnNames.filter(name => name !== 'id').join(',');
	const table = (side: Side) => {
		const { port, password } = servers.at[side];
		return `pgsql://postgres:${password}@127.0.0.1:${port}/postgres/orders?id:${others}`;
	};
	const startMs = performance.now();
	const ended = spawnSync('pg_comparator', ['--checksum-function=md5', '--temporary', table('source'), table('target')], {
		encoding: 'utf8',
	});
	if (ended.error) return { failure: 'not installed' };
	if (ended.status !== 0) return { failure: /ERROR: +(.*)/.exec(ended.stderr)?.[1] ?? `ended with ${ended.status}` };
	return { elapsedMs: performance.now() - startMs };
}
