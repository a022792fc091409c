/** What hover says in the files beside the specs. */

import { expect, test } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import { parseConnections } from '../../server/src/core/spec/connections';
import { parseSettings } from '../../server/src/core/spec/settings';
import { hoverSideFile } from '../../server/src/features/hover/sideFile';

function told(name: 'connections' | 'settings', marked: string): string {
	const text = marked.replace('<|>', '');
	const file = (name === 'settings' ? parseSettings : parseConnections)(`/.crosswalk/${name}.yaml`, text);
	const lines = linesOf(text);
	const found = hoverSideFile(file, lines, marked.indexOf('<|>'));
	if (!found) return 'nothing';
	const about = text.slice(lines.offsetAt(found.range.start), lines.offsetAt(found.range.end));
	return `${about}: ${found.contents.value.replace(/\n\n/g, ' / ')}`;
}

test('a key of a connection: what it is, and an example', () => {
	expect(told('connections', 'erp:\n  engi<|>ne: postgres\n')).toBe('engine: **engine** (required): postgres / The kind of database.');
	expect(told('connections', 'erp: { engine: postgres, environ<|>ment: test }\n')).toBe(
		'environment: **environment**: text / What this database is. Shown wherever something runs on it; `production` asks before it runs. / For example `production` or `staging`',
	);
});

test('words of a connection', () => {
	expect(told('connections', 'erp:\n  ssl: req<|>uire\n')).toContain('require: **require** / Encrypted or not at all.');
	expect(told('connections', 'erp: { environment: prod<|>uction }\n')).toBe(
		'production: **production** / Asks before anything runs on it.',
	);
	expect(told('connections', 'erp: { engine: post<|>gres }\n')).toBe('postgres: **postgres** / The kind of database.');
});

test('no value of the user, least of all a password', () => {
	expect(told('connections', 'erp:\n  password: s3<|>cret\n')).toBe('nothing');
	expect(told('connections', 'e<|>rp:\n  password: s3cret\n')).toBe('nothing');
	expect(told('connections', 'erp:\n  pass<|>word: s3cret\n')).not.toContain('s3cret');
});

test('settings: keys, codes and severities', () => {
	expect(told('settings', 'ru<|>les:\n  unknown-column: off\n')).toContain('rules: **rules**: a map of codes to severities / ');
	expect(told('settings', 'rules:\n  unknown-<|>column: off\n')).toBe(
		'unknown-column: **unknown-column**: A column that does not exist / By default: error',
	);
	expect(told('settings', 'rules:\n  unknown-column: of<|>f\n')).toBe('off: **off** / Not shown at all.');
	expect(told('settings', 'samples: { personal: sho<|>wn }\n')).toContain('shown: **shown** / Such values stand in samples');
});
