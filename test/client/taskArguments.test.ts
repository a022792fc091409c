/** Tasks as the command line understands them, and their lines as VS Code's problem matcher reads them. */

import { expect, test } from 'vitest';

import { taskArguments } from '../../client/src/taskArguments';
import { runCli } from '../support/cliInMemory';
import { textOf } from '../support/project';

const fixture = `
#- /shop.migration.yaml
crosswalk: 1
name: shop
sorce: { connection: a }
`;

test('a problem of the command line is one of VS Code', async () => {
	const { pattern } = JSON.parse(textOf('package.json')).contributes.problemMatchers[0];
	const { stdout } = await runCli(['validate', 'shop.migration.yaml'], fixture);
	const found = stdout.split('\n').flatMap(line => {
		const match = new RegExp(pattern.regexp).exec(line);
		return match ? [[pattern.file, pattern.line, pattern.column, pattern.severity, pattern.code].map(group => match[group])] : [];
	});
	expect(found).toContainEqual(['shop.migration.yaml', '3', '1', 'error', 'unknown-key']);
});

test('a spec that is called like an option is a spec', () => {
	expect(taskArguments({ command: 'validate', spec: '--live.migration.yaml', args: ['--live'] })).toEqual([
		'validate',
		'--live',
		'--',
		'--live.migration.yaml',
	]);
});
