/** What is told first of a large spec must not be taken back: it is told of the whole, too. In every fixture of the rules, and with a line less. */

import { beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../server/src/core/base/problem';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openSpec, readSpec } from '../../server/src/core/mapping/openSpec';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import { checkText } from '../../server/src/core/rules/checkText';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { catalogText } from '../support/catalogText';
import { readFixture } from '../support/fixture';
import { memorySources } from '../support/memorySources';
import { filesBelow, textOf } from '../support/project';

beforeAll(loadSqlParser);

const fixtures = filesBelow('test/rules').filter(file => file.endsWith('.fixture'));

/** How many problems the texts tell. */
function checkKept(files: ReadonlyMap<string, string>): number {
	const spec = [...files.keys()].find(file => /\.(migration|mapping)\.ya?ml$/.test(file));
	if (spec === undefined) return 0;
	const sources = memorySources(files);
	const { facts, project } = openSpec(spec, sources);
	const severities = project.settings?.rules;
	const told = checkText(readSpec(spec, sources), severities);
	const all = new Set(checkSpec(facts, { severities }).map(shown));
	expect(told.map(shown).filter(one => !all.has(one))).toEqual([]);
	return told.length;
}

function shown({ code, severity, message, span, related, data }: Problem): string {
	return JSON.stringify([code, severity, message, span, related, data]);
}

function filesOf(fixture: string): Map<string, string> {
	const files = new Map<string, string>();
	for (const [path, text] of readFixture(textOf(fixture)).files) {
		const name = /^\/(.+)\.catalog$/.exec(path)?.[1];
		files.set(
			name === undefined ? path : `/.crosswalk/catalogs/${name}.json`,
			name === undefined ? text : renderSnapshot(catalogText(text)),
		);
	}
	if (!files.has('/.crosswalk/connections.yaml')) files.set('/.crosswalk/connections.yaml', 'source: {}\ntarget: {}\n');
	return files;
}

test('what the texts tell is told of the whole, too', () => {
	const counts = fixtures.map(fixture => checkKept(filesOf(fixture)));
	expect(counts.filter(count => count > 0).length).toBeGreaterThan(10);
});

test.each(fixtures.filter(one => /syntax|cut|quotes|key|twice|name|shape|type/.test(one)))('with a line less: %s', fixture => {
	const files = filesOf(fixture);
	const [path = '', text = ''] = [...files].find(([file]) => /\.(migration|mapping)\.ya?ml$/.test(file)) ?? [];
	const lines = text.split('\n');
	for (const n of lines.keys()) checkKept(new Map([...files, [path, lines.filter((_, at) => at !== n).join('\n')]]));
});
