/** Finds a browser of the Chromium family for the tests in VS Code: an installed one, else by apt-get as root, else from npm. */

import { chmod, constants, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { filledOnce, isThere } from './cache';
import { npmInstall, run } from './command';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
/** Has a browser in the package itself, with the libraries and the font that it needs, made for servers without any. */
const packaged = { name: '@sparticuz/chromium', version: '153.0.0' };

/** `node` is 22 or later; `tell` hears of every step. Throws, saying what to do. */
export async function prepareBrowser(node: string, tell: (step: string) => void): Promise<string> {
	const failures: string[] = [];
	const found = (await installedBrowser()) ?? (await browserOfApt(tell, failures)) ?? (await browserOfNpm(node, tell, failures));
	if (found !== undefined) return found;
	const remedy = 'Install Chromium or Chrome, so that it is found as "chromium" or "google-chrome"';
	throw new Error(['The tests in VS Code need a browser, and none can be had here', ...failures, remedy].join('\n'));
}

async function installedBrowser(): Promise<string | undefined> {
	for (const name of names) {
		for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
			const file = path.join(folder, name);
			if (folder !== '' && (await isThere(file, constants.X_OK))) return file;
		}
	}
	return undefined;
}

async function browserOfApt(tell: (step: string) => void, failures: string[]): Promise<string | undefined> {
	if (process.getuid?.() !== 0) {
		failures.push('apt-get could not be asked: it takes root');
		return undefined;
	}
	tell('Installing Chromium with apt-get');
	const place = { cwd: tmpdir(), env: { DEBIAN_FRONTEND: 'noninteractive' } };
	try {
		await run('apt-get', ['update', '-qq'], place);
		await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], place);
	} catch (error) {
		failures.push(String(error));
	}
	return installedBrowser();
}

async function browserOfNpm(node: string, tell: (step: string) => void, failures: string[]): Promise<string | undefined> {
	try {
		const folder = await filledOnce(`chromium-${packaged.version}`, work => unpack(work, node, tell));
		return path.join(folder, 'chromium.sh');
	} catch (error) {
		failures.push(String(error));
		return undefined;
	}
}

/** The package unpacks itself into the folder for temporary files, and its libraries only where it believes to be on Amazon's machines. */
async function unpack(work: string, node: string, tell: (step: string) => void): Promise<void> {
	tell(`Fetching Chromium ${packaged.version} from npm`);
	await writeFile(path.join(work, 'package.json'), JSON.stringify({ private: true, dependencies: { [packaged.name]: packaged.version } }));
	await npmInstall(work);
	const script = `import chromium from '${packaged.name}'; await chromium.executablePath();`;
	const env = { TMPDIR: work, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
	await run(node, ['--input-type=module', '--eval', script], { cwd: work, env });
	// Nothing in the folder may know its name, which it has from later on.
	await writeFile(path.join(work, 'fonts.conf'), fontConfiguration);
	await writeFile(path.join(work, 'chromium.sh'), launcher);
	await chmod(path.join(work, 'chromium.sh'), 0o755);
}

const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
	<dir prefix="relative">fonts/fonts</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const launcher = `#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$folder/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$folder/fonts.conf"
exec "$folder/chromium" "$@"
`;
