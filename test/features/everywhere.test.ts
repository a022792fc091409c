/** What helps while writing and reading answers at every place of a spec, whole and cut off, without throwing; edits stay in the cursor's line. */

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { codeActions } from '../../server/src/features/codeActions';
import { complete } from '../../server/src/features/completion/complete';
import { definition } from '../../server/src/features/definition';
import { hover } from '../../server/src/features/hover';
import { prepareRename } from '../../server/src/features/rename';
import { openFixture } from '../support/openFixture';

beforeAll(loadSqlParser);

const spec = '/spec.migration.yaml';
const whole = readFileSync(new URL('../fixtures/whole-spec.migration.yaml', import.meta.url), 'utf8')
	.replace('connection: legacy_erp', 'connection: source')
	.replace('connection: cloud', 'connection: target');
const catalogs = new Map([
	['/source.catalog', 'erp.cust_mst(cust_no bigint pk, fname text, email text)\nerp.ord_hdr(ord_no bigint pk, cust_no bigint)'],
	['/target.catalog', 'app.customers(id bigint pk, legacy_no bigint not null, name text not null)\napp.orders(order_no bigint pk)'],
]);

test.each([1, 0.83, 0.61, 0.37])('in the first %d of a spec', share => {
	const text = whole.slice(0, Math.floor(whole.length * share));
	const { facts, problems, file } = openFixture(new Map([...catalogs, [spec, text]]));
	const lines = linesOf(text);
	const options = { uriOf: (name: string) => name, versionOf: () => 1, snippets: true };
	const wrong: number[] = [];
	let answered = 0;
	for (let offset = text.length % 7; offset <= text.length; offset += 7) {
		const { items } = complete(facts, file(spec), lines, offset, { snippets: true });
		const { line, character } = lines.positionAt(offset);
		const stays = ({ start, end }: (typeof items)[number]['textEdit']['range']) =>
			start.line === line && end.line === line && start.character <= character && character <= end.character;
		if (!items.every(item => stays(item.textEdit.range))) wrong.push(offset);
		const told = hover(facts, spec, lines, offset);
		// Reading its block again for every offset would take long.
		if (offset % 5 === 0 && !leadsAndRenamesAlike(facts, offset)) wrong.push(offset);
		answered += items.length + (told ? 1 : 0) + codeActions(facts, problems, spec, offset, offset, options).length;
	}
	expect(wrong).toEqual([]);
	expect(answered).toBeGreaterThan(1000);
});

/** What can be renamed is defined somewhere, and stands at the cursor. */
function leadsAndRenamesAlike(facts: SpecFacts, offset: number): boolean {
	const led = definition(facts, spec, offset, { included: () => [], named: () => undefined });
	const prepared = prepareRename(facts, spec, offset);
	return 'refused' in prepared || (led.length > 0 && prepared.span.start <= offset && offset <= prepared.span.end);
}
