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

/** What Node puts on an error of the file system. */
interface FileError {
	readonly code: string;
	readonly syscall: string;
	readonly path: string;
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'you are not permitted to',
	EPERM: 'you are not permitted to',
	EROFS: 'the disk is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'your quota is used up',
	EEXIST: 'a file stands where its folder should be',
	ENOTDIR: 'a file stands where its folder should be',
	EISDIR: 'it is a folder',
	ENAMETOOLONG: 'its name is too long',
	EMFILE: 'too many files are open',
	EIO: 'the disk reports an error',
};

/** An error of the file system as one sentence; undefined when it is something else. */
export function fileFailure(error: unknown, shown: (path: string) => string, doing: 'read' | 'written' = 'read'): string | undefined {
	if (!isFileError(error)) return undefined;
	return `"${shown(error.path)}" cannot be ${doing}: ${reasons[error.code] ?? `the system answers ${error.code}`}`;
}

function isFileError(error: unknown): error is FileError {
	const has = (key: string) => typeof (error as Readonly<Record<string, unknown>>)[key] === 'string';
	return typeof error === 'object' && error !== null && has('code') && has('syscall') && has('path');
}
