/** Profiles as JSON: the contents of the kept files under one roof. */

import type { ProfileReport } from './profileModel';

export function renderProfileJson({ spec, connection, tables, failures, stopped, wanted }: ProfileReport): string {
	const summary = { tables: tables.length, failed: failures.length, left: wanted - tables.length - failures.length };
	return JSON.stringify(
		{ format: 1, spec, connection, ...(stopped === undefined ? {} : { partial: stopped }), tables, failures, summary },
		null,
		2,
	);
}
