/** The flags of Node that the language server is started with. The benchmark starts it with the same. */

/**
 * For memory: a small nursery, as most of what a spec is read into stays and is copied out of it anyway; one helper thread of V8, as each
 * keeps the most that it ever needed; and collecting garbage once there is a third as much of it as there is of the rest, instead of
 * letting it double the heap. The last costs some processor time at each keystroke.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=4', '--v8-pool-size=1', '--heap-growing-percent=30'];
