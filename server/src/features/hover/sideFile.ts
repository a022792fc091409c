/** Hover in `.crosswalk/connections.yaml` and `.crosswalk/settings.yaml`: keys, words, the codes of the rules. Needs no spec. */

import type { Lines } from '../../core/base/lines';
import { rules } from '../../core/rules/index';
import { type Cursor, locate } from '../../core/spec/cursor';
import { schemaAt } from '../../core/spec/schemaAt';
import type { SideFile } from '../../core/spec/sideFile';
import { sideFileSchema } from '../completion/sideFiles';
import { sideWordHelp } from '../completion/sideWords';
import type { LspHover } from '../hover';
import { hoverKey } from './keys';
import { paragraphs, plain } from './told';

/** Never tells a value: it may be a password. */
export function hoverSideFile(file: SideFile, lines: Lines, offset: number): LspHover | undefined {
	const schema = sideFileSchema(file.file);
	const cursor = schema && locate({ ...file, isFragment: false }, offset, schema);
	if (!cursor || cursor.scalar.style === 'empty') return undefined;
	const value = cursor.position === 'value' ? toldOfWord(cursor) : (toldOfCode(cursor) ?? hoverKey({ cursor })?.markdown);
	return value === undefined ? undefined : { contents: { kind: 'markdown', value }, range: lines.rangeOf(cursor.scalar) };
}

function toldOfWord({ path, text, schema }: Cursor): string | undefined {
	const place = schemaAt(schema, path);
	const help = sideWordHelp(path, text);
	const isWord = help !== undefined || place?.values.includes(text) === true;
	return isWord ? paragraphs(`**${plain(text)}**`, help ?? place?.description) : undefined;
}

function toldOfCode({ path, text, schema }: Cursor): string | undefined {
	const rule = schema === 'settings#' && path.length === 1 && path[0] === 'rules' ? rules.find(({ code }) => code === text) : undefined;
	return rule && paragraphs(`**${rule.code}**: ${plain(rule.title)}`, `By default: ${rule.severity}`);
}
