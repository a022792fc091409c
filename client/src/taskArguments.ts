/** What a task hands to the command line. Knows nothing of VS Code. */

export function taskArguments({
	command,
	spec,
	args = [],
}: {
	readonly command: string;
	readonly spec: string;
	readonly args?: readonly string[];
}): readonly string[] {
	// A file may be called like an option.
	return [command, ...args, '--', spec];
}
