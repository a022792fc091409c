/** The one guard of this door: a bug is logged with its stack and answered with a default; a failure of ours must not end the server. */

export type Log = (text: string) => void;

export function safely<Value>(what: string, fallback: Value, log: Log, work: () => Value): Value {
	try {
		return work();
	} catch (error) {
		log(`${what} failed, which is a bug of Crosswalk: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		return fallback;
	}
}
