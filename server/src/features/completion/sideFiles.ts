/** `.crosswalk/connections.yaml` and `.crosswalk/settings.yaml`: their keys and words, and the codes of the rules. Needs no spec. */

import { rules } from '../../core/rules/index';
import { type Cursor, locate } from '../../core/spec/cursor';
import type { SchemaRef } from '../../core/spec/schemas';
import type { SideFile } from '../../core/spec/sideFile';
import { keys } from './keys';
import { asKey, type Suggestion } from './suggestion';
import { words } from './words';

/** What a file of that name holds; undefined when it is none of the two. */
export function sideFileSchema(file: string): SchemaRef | undefined {
	const [, name] = /(?:^|[\\/])\.crosswalk[\\/](connections|settings)\.ya?ml$/.exec(file) ?? [];
	return name === undefined ? undefined : name === 'settings' ? 'settings#' : 'connections#';
}

/** Where the cursor is, and what may stand there. */
export function sideFileAt(
	file: SideFile,
	offset: number,
	snippets: boolean,
): { readonly cursor: Cursor; readonly suggestions: readonly Suggestion[] } | undefined {
	const schema = sideFileSchema(file.file);
	const cursor = schema && locate({ ...file, isFragment: false }, offset, schema);
	if (!cursor) return undefined;
	const isCode = schema === 'settings#' && cursor.path.length === 1 && cursor.path[0] === 'rules' && cursor.position !== 'value';
	const suggestions = [
		...(cursor.position === 'key' ? [] : words({ cursor })),
		...(cursor.position === 'value' ? [] : keys({ cursor, snippets })),
		...(isCode ? codes(cursor, snippets) : []),
	];
	return { cursor, suggestions };
}

function codes(cursor: Cursor, snippets: boolean): readonly Suggestion[] {
	return rules
		.filter(({ code }) => !cursor.others.includes(code))
		.map(({ code, title, severity }) => ({
			label: code,
			kind: 'name',
			detail: severity,
			documentation: title,
			...asKey(code, cursor, snippets, '${1|error,warning,information,hint,off|}'),
		}));
}
