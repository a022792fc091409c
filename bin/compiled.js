/**
 * Runs a bundle and keeps what V8 made of its code beside it (`FILE.compiled`), as Python does, so that it need not be compiled at every start. What
 * another version of V8 or other flags made is refused by V8, which compiles then (Node 20 manual, vm.Script, `cachedData`). V8 goes by the
 * length of the source, so what is kept says whose it is: it begins with the last line of the bundle, which is a hash of the rest.
 */

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');

module.exports = function run(file) {
	// As `server/src/flags.ts` does: what is compiled is kept with the flags of the end, and refused when those of the start are others.
	setFlagsFromString('--liftoff-only');
	const source = fs.readFileSync(file, 'utf8');
	const hash = source.slice(source.lastIndexOf('\n// ') + 1);
	const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source.replace(/^#!.*/, '')}\n})`, {
		filename: file,
		cachedData: read(`${file}.compiled`, hash),
	});
	// V8 compiles a function when it is called first, so the end is when most is known.
	if (script.cachedDataRejected !== false) process.once('exit', () => keep(`${file}.compiled`, hash, script));
	const module = { exports: {} };
	script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
};

function read(file, hash) {
	try {
		const kept = fs.readFileSync(file);
		return kept.toString('latin1', 0, hash.length) === hash ? kept.subarray(hash.length) : undefined;
	} catch {
		return undefined;
	}
}

/** Others may read or write it meanwhile. A folder that we may not write to is none of the user's business. */
function keep(file, hash, script) {
	const own = `${file}.${process.pid}`;
	try {
		fs.writeFileSync(own, Buffer.concat([Buffer.from(hash, 'latin1'), script.createCachedData()]), { flag: 'wx' });
		fs.renameSync(own, file);
	} catch {
		fs.rmSync(own, { force: true });
	}
}
