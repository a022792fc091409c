/** What completion offers in the files beside the specs. */

import { expect, test } from 'vitest';

import { linesOf } from '../../../server/src/core/base/lines';
import { parseConnections } from '../../../server/src/core/spec/connections';
import { parseSettings } from '../../../server/src/core/spec/settings';
import { completeSideFile, type LspCompletionItem } from '../../../server/src/features/completion/complete';

function completed(name: 'connections' | 'settings', marked: string): readonly LspCompletionItem[] {
	const text = marked.replace('<|>', '');
	const file = (name === 'settings' ? parseSettings : parseConnections)(`/.crosswalk/${name}.yaml`, text);
	return completeSideFile(file, linesOf(text), marked.indexOf('<|>'), { snippets: false }).items;
}

const labels = (...marked: Parameters<typeof completed>) => completed(...marked).map(item => item.label);

test('keys of a connection, the required ones first, without those that stand', () => {
	const offered = labels('connections', 'erp:\n  host: db\n  <|>');
	expect(offered[0]).toBe('engine');
	expect(offered).toContain('password');
	expect(offered).not.toContain('host');
});

test('words of a connection', () => {
	expect(labels('connections', 'erp: { engine: postgres, ssl: <|> }')).toEqual([
		'disable',
		'prefer',
		'require',
		'verify-ca',
		'verify-full',
	]);
	// A name that a spec knows as a key means nothing here.
	expect(labels('connections', 'source:\n  schemas: [<|>]')).toEqual([]);
});

test('settings: codes of rules that are not set yet, and severities', () => {
	expect(labels('settings', '<|>')).toEqual(['rules', 'samples']);
	const codes = completed('settings', 'rules:\n  unknown-column: off\n  unu<|>');
	expect(codes.find(item => item.label === 'unused-view')?.textEdit.newText).toBe('unused-view: ');
	expect(codes.map(item => item.label)).not.toContain('unknown-column');
	expect(labels('settings', 'rules:\n  unused-view: <|>')).toEqual(['error', 'warning', 'information', 'hint', 'off']);
	expect(labels('settings', 'rules: { unused-view: o<|> }')).toEqual(['error', 'warning', 'information', 'hint', 'off']);
});
