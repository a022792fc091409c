import { expect, test } from 'vitest';
import { Cancelled } from '../../../server/src/engines/engine';
import type { OpenConnection } from '../../../server/src/engines/postgres/connect';
import { runner } from '../../../server/src/engines/postgres/statements';

/** A connection that hears what it is asked for, and does nothing. */
function deafConnection(onRollback: () => void): { readonly connection: OpenConnection; readonly asked: readonly string[] } {
	const asked: string[] = [];
	const client = {
		query(sql: string) {
			asked.push(sql);
			onRollback();
			return Promise.resolve();
		},
	};
	const cancelStatement = () => {
		asked.push('cancel');
		return Promise.resolve();
	};
	return { connection: { client, isLost: () => false, cancelStatement, destroy: () => {} } as unknown as OpenConnection, asked };
}

test('a statement that has failed is not cancelled any more: that would end the next one', async () => {
	const stop = new AbortController();
	const { connection, asked } = deafConnection(() => stop.abort());
	const failing = runner(connection, 'here')(() => Promise.reject(new Error('failed')), { signal: stop.signal });
	await expect(failing).rejects.toBeInstanceOf(Cancelled);
	expect(asked).toEqual(['rollback to savepoint here']);
});

test('a statement that runs is cancelled, and then put right', async () => {
	const stop = new AbortController();
	const { connection, asked } = deafConnection(() => {});
	const run = runner(connection, 'here');
	const running = run(
		() =>
			new Promise((_, reject) => {
				stop.signal.addEventListener('abort', () => reject(new Error('cancelled')));
			}),
		{ signal: stop.signal },
	);
	await Promise.resolve();
	stop.abort();
	await expect(running).rejects.toBeInstanceOf(Cancelled);
	expect(asked).toEqual(['cancel', 'rollback to savepoint here']);
});
