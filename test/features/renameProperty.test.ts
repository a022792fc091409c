/** After a rename of any name in the examples the spec has the problems that it had, and renaming back gives the bytes that were there. */

import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../../server/src/core/rules/checkSpec';
import { spanResolver } from '../../server/src/core/spec/locate';
import type { SpecSources } from '../../server/src/core/spec/sources';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { Name } from '../../server/src/features/names/name';
import { useAt, usesOf } from '../../server/src/features/names/uses';
import { prepareRename, type Refused, rename } from '../../server/src/features/rename';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { randomFrom } from '../run/random';
import { renamed } from '../support/checkNames';

beforeAll(loadSqlParser);

const examples = path.resolve(import.meta.dirname, '../../examples');
const specs = [
	'legacy-erp-to-cloud/legacy-erp.migration.yaml',
	'northwind/northwind.migration.yaml',
	'shop-split/shop-split.migration.yaml',
];
const sample = 30;
const newNames = ['renamed_zq', 'Renamed zq', "zq's: name", 'zq "quoted" #1', 'zqö', '1 zq, [x]'];

/** Reads the spec, with what was changed laid over the disk. */
function reader(spec: string) {
	const remembered = openMemo();
	const checks = checkMemo();
	const disk = nodeFiles();
	return (changed: ReadonlyMap<string, string>) => {
		const sources: SpecSources = { ...disk, text: file => changed.get(file) ?? disk.text(file), stamp: undefined };
		const { facts } = openSpec(spec, sources, { remembered });
		const onBug = (code: string, cause: unknown) => {
			throw new Error(`The rule ${code} failed`, { cause });
		};
		return { facts, problems: () => problemsOf(facts, checkSpec(facts, { onBug, remembered: checks })) };
	};
}

type Found = ReturnType<typeof checkSpec>;

function problemsOf(facts: SpecFacts, found: Found): readonly string[] {
	const resolve = spanResolver(facts);
	const textOf = (file: string) => facts.spec.files.find(one => one.file === file)?.text ?? '';
	return found.map(({ code, message, span }) => {
		const { file, start } = resolve(span);
		const line = textOf(file).slice(0, start).split('\n').length;
		return `${path.basename(file)}:${line} ${code}: ${message.replace(/["'`\\]/g, '')}`;
	});
}

/** Every name that is written in the spec, once. */
function namesOf(facts: SpecFacts): readonly Name[] {
	const found = new Map<string, Name>();
	for (const { file, text } of facts.spec.files) {
		for (const { index } of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
			const name = useAt(facts, file, index)?.name;
			if (name && name.kind !== 'connection') found.set(`${name.kind} ${name.text} ${name.at?.block} ${name.at?.start}`, name);
		}
	}
	return [...found.values()];
}

function isRefused(made: ReturnType<typeof rename>): made is Refused {
	return 'refused' in made;
}

test.each(specs)('%s', { timeout: 300_000 }, file => {
	const read = reader(path.join(examples, file));
	const before = read(new Map());
	const texts = new Map(before.facts.spec.files.map(one => [one.file, one.text]));
	const problems = before.problems();
	const random = randomFrom(7);
	const names = namesOf(before.facts);
	let count = 0;
	for (const name of names) {
		// A part of them: all would take half a minute.
		if (!random.chance(sample / names.length)) continue;
		const newName = random.pick(newNames);
		const edits = rename(before.facts, name, newName);
		if (isRefused(edits)) continue;
		count++;
		const what = `${name.kind} ${name.text} to ${newName}`;
		const first = usesOf(before.facts, name)[0];
		const changed = renamed(texts, edits);
		const after = read(changed);
		const bare = newName.replace(/["'`\\]/g, '');
		const old = name.text.replace(/["'`\\]/g, '');
		expect([what, ...after.problems().map(one => one.replaceAll(bare, old))].sort()).toEqual([what, ...problems].sort());
		// Behind what quotes the new name may have got.
		const place = first && { file: first.block.file, offset: first.block.offset + first.scalar.offsetAt(first.start) + 2 };
		const prepared = place && prepareRename(after.facts, place.file, place.offset);
		if (!prepared || 'refused' in prepared) throw new Error(`${what}: the new name is not found`);
		const back = rename(after.facts, prepared.name, name.text);
		if (isRefused(back)) throw new Error(`${what}, and back: ${back.refused}`);
		expect([what, renamed(changed, back)]).toEqual([what, texts]);
	}
	expect(count).toBeGreaterThan(sample / 2);
});
