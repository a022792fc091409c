/**
 * The action on a password that stands in `connections.yaml`: a command of the editor, which reads it from the document itself. Nothing of
 * what the server answers holds the password. Only where the address is written out, which it is kept under.
 */

import { linesOf } from '../core/base/lines';
import type { Problem } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { addressIn } from '../core/spec/connections';
import { spanResolver } from '../core/spec/locate';
import type { CodeActionOptions } from './codeActions';
import { removeEntry } from './fixes/yamlEdit';
import type { LspCommandAction } from './refreshAction';

const title = "Move the password to VS Code's secret storage";

export function passwordActions(
	{ spec, connections, settings }: SpecFacts,
	problems: readonly Problem[],
	file: string,
	start: number,
	end: number,
	{ uriOf, versionOf }: Pick<CodeActionOptions, 'uriOf' | 'versionOf'>,
): readonly LspCommandAction[] {
	if (connections?.file !== file) return [];
	const resolve = spanResolver({ spec, connections, settings });
	const lines = linesOf(connections.text);
	return problems.flatMap(({ code, span, data }): readonly LspCommandAction[] => {
		const entry = code === 'plaintext-password' ? connections.entries.find(({ name }) => name.text === data?.connection) : undefined;
		const address = entry && addressIn(entry);
		if (!entry || entry.password?.span !== span || address === undefined) return [];
		const place = resolve(span);
		if (end < place.start || place.end < start) return [];
		const removed = removedAt(connections.text, place.start);
		if (!removed) return [];
		const connection = entry.name.text;
		const value = lines.rangeOf(place);
		// `KeepPassword` of the protocol.
		const argument = { uri: uriOf(file), version: versionOf(file), connection, address, value, entry: lines.rangeOf(removed) };
		const command = { title, command: 'crosswalk.keepPassword', arguments: [argument] };
		return [{ title, kind: 'quickfix', isPreferred: true, diagnostics: [{ code, range: lines.rangeOf(place) }], command }];
	});
}

/** The entry whose value begins at `offset`. */
function removedAt(text: string, offset: number) {
	const key = text.lastIndexOf('password', offset);
	return key < 0 ? undefined : removeEntry(text, key);
}
