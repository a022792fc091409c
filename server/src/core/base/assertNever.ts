/** Ends a `switch` over a union: the compiler names what was forgotten, and a bug says so at run time. */
export function assertNever(value: never): never {
	throw new Error(`Impossible value: ${JSON.stringify(value)}`);
}
