/**
 * Runs one task at a time on a connection, ends it on the server when a signal fires, and makes failures of errors. After an error, the
 * transaction goes on from its savepoint, with its snapshot.
 */

import { Cancelled } from '../engine';
import type { OpenConnection } from './connect';
import { failureOf } from './failures';

/** A task of one or more round trips on the connection. */
export type Run = <T>(task: () => Promise<T>, options: RunOptions) => Promise<T>;

export interface RunOptions {
	/** The user's statement, for the position of an error. */
	readonly sql?: string;
	readonly readsNothing?: true;
	readonly signal?: AbortSignal;
}

/** How long a server may take to end a statement, before the connection is dropped. */
const cancelPatienceMs = 10_000;

/** `savepoint`: what to roll back to after an error. */
export function runner(connection: OpenConnection, savepoint?: string): Run {
	let last: Promise<unknown> = Promise.resolve();
	return (task, options) => {
		const turn = last.then(() => runOne(connection, savepoint, task, options));
		last = turn.catch(() => {});
		return turn;
	};
}

async function runOne<T>(
	connection: OpenConnection,
	savepoint: string | undefined,
	task: () => Promise<T>,
	{ signal, ...doing }: RunOptions,
): Promise<T> {
	if (signal?.aborted) throw new Cancelled();
	const cancel = cancelOn(connection, signal);
	try {
		const result = await task();
		await cancel.over();
		if (signal?.aborted) throw new Cancelled();
		return result;
	} catch (error) {
		await cancel.over();
		if (savepoint !== undefined) await recover(connection, savepoint);
		if (signal?.aborted) throw new Cancelled();
		throw failureOf(error, connection.settings, connection.address, { kind: 'statement', ...doing });
	}
}

interface Cancelling {
	/** Sends none any more. When one is on its way: resolves once the server was told, or it might end the next statement. */
	over(): Promise<void>;
}

function cancelOn(connection: OpenConnection, signal: AbortSignal | undefined): Cancelling {
	let told: Promise<void> = Promise.resolve();
	let timer: NodeJS.Timeout | undefined;
	const abort = () => {
		told = connection.cancelStatement();
		timer = setTimeout(connection.destroy, cancelPatienceMs);
	};
	signal?.addEventListener('abort', abort, { once: true });
	return {
		over() {
			clearTimeout(timer);
			signal?.removeEventListener('abort', abort);
			return told;
		},
	};
}

/** A cancel that comes late ends the first attempt instead of what it was meant for. */
async function recover({ client, isLost }: OpenConnection, savepoint: string): Promise<void> {
	for (let attempt = 0; attempt < 2 && !isLost(); attempt++) {
		try {
			await client.query(`rollback to savepoint ${savepoint}`);
			return;
		} catch {
			// The next statement fails with what is wrong.
		}
	}
}
