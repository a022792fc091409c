/** Says in one sentence why a file could not be read or written. */

/** What Node puts on an error of the file system. */
interface FileError {
	readonly code: string;
	readonly syscall: string;
	readonly path: string;
	/** Set by whoever writes: the error itself does not say what the file was opened for. */
	readonly doing?: 'written';
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
	return `"${shown(error.path)}" cannot be ${error.doing ?? doing}: ${reasons[error.code] ?? `the system answers ${error.code}`}`;
}

/** Throws what `work` throws, as a failure to write `file`. */
export function writing<Result>(file: string, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (!isFileError(error)) throw error;
		// The user knows nothing of the neighbour that would have taken the file's place.
		const path = error.path.startsWith(`${file}.`) ? file : error.path;
		throw Object.assign(error, { doing: 'written', path });
	}
}

function isFileError(error: unknown): error is FileError {
	const has = (key: string) => typeof (error as Readonly<Record<string, unknown>>)[key] === 'string';
	return typeof error === 'object' && error !== null && has('code') && has('syscall') && has('path');
}
