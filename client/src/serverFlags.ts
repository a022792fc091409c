/** The flags of Node that the language server is started with. The benchmark starts it with the same. */

/**
 * For memory: a small nursery, as most of what a spec is read into stays and is copied out of it anyway, and one helper thread of V8, as each
 * keeps the most that it ever needed. Neither makes a keystroke slower.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=4', '--v8-pool-size=1'];
