/** What VS Code runs in its extension host as the tests: every scenario, one after the other. What became of each is written as it ends. */

import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

import { scenarios } from './scenarios';

/** By the scenario's name: `passed`, or why not. */
export type Outcomes = Readonly<Record<string, string>>;

/** Called by VS Code. It rejects when a scenario failed, and VS Code then ends with an exit code other than 0. */
export async function run(): Promise<void> {
	const file = process.env.CROSSWALK_E2E_OUTCOMES;
	if (file === undefined) throw new Error('CROSSWALK_E2E_OUTCOMES does not say where to write what became of the scenarios');
	const outcomes: Record<string, string> = {};
	for (const [name, scenario] of Object.entries(scenarios)) {
		outcomes[name] = await scenario(vscode).then(
			() => 'passed',
			error => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
		);
		writeFileSync(file, JSON.stringify(outcomes));
	}
	const failed = Object.keys(outcomes).filter(name => outcomes[name] !== 'passed');
	if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
}
