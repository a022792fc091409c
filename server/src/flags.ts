/** Flags of V8 that have to be set before what they are of is loaded: so the entries import this first. */

import { setFlagsFromString } from 'node:v8';

// The SQL parser is WebAssembly. What is used much of it V8 compiles once more, optimised: that keeps two processors busy for a fifth of a
// second, just when connections are opened, and gains nothing measurable, not even with a spec of 50,000 lines.
setFlagsFromString('--liftoff-only');
