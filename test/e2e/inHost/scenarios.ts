/**
 * What is asked of VS Code from within, where extensions run: the same commands that its windows are made of. Runs in the extension host of
 * any VS Code, with the folder of the sample open. `vscode` is handed in, so that the names can be read where there is none.
 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as VsCodeApi from 'vscode';

export type Scenario = (vscode: typeof VsCodeApi) => Promise<void>;

export const scenarios: Readonly<Record<string, Scenario>> = {
	'the packaged extension starts when the folder has connections': async vscode => {
		const extension = vscode.extensions.getExtension('crosswalk-migration.crosswalk');
		assert.ok(extension, 'Crosswalk is not installed');
		assert.equal(existsSync(path.join(extension.extensionPath, 'client/src')), false, 'these are the sources, not the package');
		await extension.activate();
		const commands = await vscode.commands.getCommands(true);
		const { commands: contributed } = extension.packageJSON.contributes as { commands: { command: string }[] };
		assert.deepEqual(
			contributed.map(({ command }) => command).filter(command => !commands.includes(command)),
			[],
		);
	},

	'every mistake of the broken sample has its problem on its line': async vscode => {
		const document = await open(vscode, 'broken.migration.yaml');
		const problems = await problemsChange(vscode, document.uri, some => some.length > 0);
		const found = new Set(problems.map(problem => `${problem.range.start.line + 1} ${codeOf(problem)}`));
		const lines = document.getText().split('\n');
		// A comment behind a line names the code that the line must get.
		const expected = lines.flatMap((line, index) => {
			const code = /^\s*[^#\s].* # ([a-z]+(?:-[a-z]+)+): /.exec(line)?.[1];
			return code === undefined ? [] : [`${index + 1} ${code}`];
		});
		assert.ok(expected.length > 20, `only ${expected.length} lines say what is wrong with them`);
		assert.deepEqual(
			expected.filter(line => !found.has(line)),
			[],
		);
	},

	'completion offers the columns behind an alias': async vscode => {
		const document = await open(vscode, 'legacy-erp.migration.yaml');
		const position = behind(vscode, document, 'legacy_no: c.');
		const list = await ask<VsCodeApi.CompletionList>(vscode, 'vscode.executeCompletionItemProvider', document.uri, position, '.');
		const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
		assert.ok(labels.includes('cust_no') && labels.includes('fax_no'), `it offers ${labels.join(', ')}`);
	},

	'hover tells the type of a column': async vscode => {
		const document = await open(vscode, 'legacy-erp.migration.yaml');
		const position = behind(vscode, document, 'legacy_no: c.cust_');
		const hovers = await ask<VsCodeApi.Hover[]>(vscode, 'vscode.executeHoverProvider', document.uri, position);
		const text = hovers.flatMap(hover => hover.contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
		assert.match(text, /cust_no/);
		assert.match(text, /integer|numeric|bigint/);
	},

	'the outline lists the mappings, and a lookup leads to its mapping': async vscode => {
		const document = await open(vscode, 'legacy-erp.migration.yaml');
		const outline = await ask<VsCodeApi.DocumentSymbol[]>(vscode, 'vscode.executeDocumentSymbolProvider', document.uri);
		const mappings = outline.find(({ name }) => name === 'mappings')?.children.map(({ name }) => name) ?? [];
		assert.ok(mappings.includes('customers'), `the outline has ${mappings.join(', ')} under mappings`);
		const position = behind(vscode, document, 'lookup: custo');
		const found = await ask<(VsCodeApi.Location | VsCodeApi.LocationLink)[]>(
			vscode,
			'vscode.executeDefinitionProvider',
			document.uri,
			position,
		);
		const [place] = found.map(one => ('targetUri' in one ? { uri: one.targetUri, range: one.targetRange } : one));
		assert.ok(place, 'the lookup leads nowhere');
		assert.equal(place.uri.toString(), document.uri.toString());
		assert.match(document.lineAt(place.range.start.line).text, /^ {2}customers:/);
	},

	'every mapping has its lenses': async vscode => {
		const document = await open(vscode, 'legacy-erp.migration.yaml');
		const lenses = await ask<VsCodeApi.CodeLens[]>(vscode, 'vscode.executeCodeLensProvider', document.uri, 100);
		const line = document.positionAt(document.getText().indexOf('\n  customers:') + 1).line;
		const titles = lenses.filter(lens => lens.range.start.line === line).map(lens => lens.command?.title ?? '');
		for (const title of [/coverage/i, /Validate/, /Reconcile/])
			assert.ok(
				titles.some(one => title.test(one)),
				`the lenses are ${titles}`,
			);
	},

	'a quick fix mends the text, and its problem goes': async vscode => {
		const document = await open(vscode, 'broken.migration.yaml');
		const isIt = (problem: VsCodeApi.Diagnostic) => document.getText(problem.range).includes('firstname');
		const problem = (await problemsChange(vscode, document.uri, some => some.some(isIt))).find(isIt);
		assert.equal(problem?.source, 'crosswalk');
		const actions = await ask<VsCodeApi.CodeAction[]>(
			vscode,
			'vscode.executeCodeActionProvider',
			document.uri,
			problem.range,
			'quickfix',
			50,
		);
		const fix = actions.find(action => action.title.includes('"fname"'));
		assert.ok(fix?.edit, `the fixes are ${actions.map(action => action.title).join('; ')}`);
		const mended = problemsChange(vscode, document.uri, problems => !problems.some(isIt));
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		await mended;
		assert.match(document.getText(), /^ {6}name: c\.fname /m);
	},

	'a mapping is renamed in all files of its spec': async vscode => {
		const document = await open(vscode, 'legacy-erp.migration.yaml');
		const position = behind(vscode, document, 'lookup: products');
		const edit = await ask<VsCodeApi.WorkspaceEdit>(vscode, 'vscode.executeDocumentRenameProvider', document.uri, position, 'articles');
		const changed = edit.entries().map(([uri]) => vscode.workspace.asRelativePath(uri));
		assert.ok(changed.length > 1, `only ${changed.join(', ')} would change`);
		assert.ok(await vscode.workspace.applyEdit(edit));
		assert.match(document.getText(), /lookup: articles\b/);
		assert.doesNotMatch(document.getText(), /lookup: products\b/);
		assert.match((await open(vscode, 'mappings/products.mapping.yaml')).getText(), /^ {2}articles:/m);
	},
};

async function open(vscode: typeof VsCodeApi, name: string): Promise<VsCodeApi.TextDocument> {
	const folder = vscode.workspace.workspaceFolders?.[0];
	assert.ok(folder, 'no folder is open');
	const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
	await vscode.window.showTextDocument(document);
	await vscode.extensions.getExtension('crosswalk-migration.crosswalk')?.activate();
	return document;
}

/** Once they are as they should be. */
function problemsChange(
	vscode: typeof VsCodeApi,
	uri: VsCodeApi.Uri,
	isDone: (problems: readonly VsCodeApi.Diagnostic[]) => boolean,
): Promise<readonly VsCodeApi.Diagnostic[]> {
	return new Promise(resolve => {
		const look = () => {
			const problems = vscode.languages.getDiagnostics(uri);
			if (!isDone(problems)) return;
			listener.dispose();
			resolve(problems);
		};
		const listener = vscode.languages.onDidChangeDiagnostics(look);
		look();
	});
}

function codeOf({ code }: VsCodeApi.Diagnostic): string {
	return String(typeof code === 'object' ? code.value : code);
}

function behind(vscode: typeof VsCodeApi, document: VsCodeApi.TextDocument, text: string): VsCodeApi.Position {
	const offset = document.getText().indexOf(text);
	assert.notEqual(offset, -1, `"${text}" is not in ${vscode.workspace.asRelativePath(document.uri)}`);
	return document.positionAt(offset + text.length);
}

async function ask<T>(vscode: typeof VsCodeApi, command: string, ...args: readonly unknown[]): Promise<T> {
	return await vscode.commands.executeCommand<T>(command, ...args);
}
