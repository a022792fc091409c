/** Finds columns that a lookup names and its file does not have. */

import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import type { Lookup } from '../spec/spec';

/** Nothing when the file could not be read: that is told already. */
export function fileLookupFindings({ content }: Lookup): readonly Finding[] {
	if (content.kind !== 'file' || !content.table) return [];
	const { header } = content.table;
	return [content.key, content.value].flatMap((column): readonly Finding[] => {
		if (header.includes(column.text)) return [];
		const nearest = nearestName(column.text, header);
		const data = nearest === undefined ? undefined : { replacement: nearest };
		return [{ code: 'unknown-column', span: column.span, args: { column: column.text, table: content.file.text, nearest }, data }];
	});
}
