#!/usr/bin/env node
// The command `crosswalk`. It is not the bundle itself because npm looks for a package's commands when it is installed, before the build.
const path = require('node:path');

const cli = path.join(__dirname, '..', 'dist', 'cli.js');
if (require('node:fs').existsSync(cli)) {
	require('./compiled.js')(cli);
} else {
	console.error('crosswalk: the command line is not built yet; run "npm run build" first');
	process.exitCode = 3;
}
