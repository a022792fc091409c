/** How a command ends: exit codes and the failures that become one sentence. */

/** https://clig.dev and `docs/cli.md`: what each code means to a script. */
export const exitCodes = { clean: 0, problems: 1, usage: 2, failure: 3, bug: 4, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line itself is wrong: exit 2, with where to read on. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** Something outside is not as it must be (no file, no catalog): exit 3, one sentence. */
export class OutsideFailure extends Error {
	override readonly name = 'OutsideFailure';
}

/** The spec itself is such that nothing can be said to be green: exit 1, one sentence. */
export class SpecBroken extends Error {
	override readonly name = 'SpecBroken';
}
