/**
 * Keys of some rows that were found, and the most frequent of their values: one statement each for all findings of a scan, and only for
 * those that have rows.
 */

import type { Row } from '../reconcile/rowCursor';
import type { SqlText } from '../sql/composed';
import { type FitFinding, type FitKey, MOST_SAMPLES } from './fit';
import type { FitRows } from './rows';

export interface Details {
	readonly keys?: SqlText;
	readonly values?: SqlText;
	/** The findings with what was answered. */
	read(findings: readonly FitFinding[], keys: readonly Row[], values: readonly Row[]): readonly FitFinding[];
}

/** `findings` in the order of the measures, and `bads` their conditions. Undefined when nothing was found, or nothing may be shown. */
export function detailsOf(rows: FitRows, bads: readonly string[], findings: readonly FitFinding[], isMasked: boolean): Details | undefined {
	const found = findings.flatMap((finding, index) => (finding.rows > 0 ? [index] : []));
	if (isMasked || found.length === 0) return undefined;
	const coded = found.filter(index => rows.measures[index]?.hasCodes && rows.measures[index]?.value !== undefined);
	const lists = (indexes: readonly number[]) =>
		indexes.map(index => `(${index}, ${bads[index]}, (${rows.measures[index]?.value ?? 'null'})::text)`).join(',\n\t');
	const names = rows.key.map(one => one.name);
	const key = `json_build_array(${rows.key.map(one => `${one.sql}::text`).join(', ')})::text`;
	const order = rows.key.map(one => one.sql).join(', ');
	return {
		...(rows.key.length === 0
			? {}
			: {
					keys: rows.statement(
						from =>
							`select n, k from (select f.n, ${key} as k, row_number() over (partition by f.n order by ${order}) as i ${from}\ncross join lateral (values ${lists(found)}) as f(n, bad, value) where f.bad) s where i <= ${MOST_SAMPLES} order by n, i`,
					),
				}),
		...(coded.length === 0
			? {}
			: {
					values: rows.statement(
						from =>
							`select n, value, c from (select f.n, f.value, count(*) as c, row_number() over (partition by f.n order by count(*) desc, f.value) as i ${from}\ncross join lateral (values ${lists(coded)}) as f(n, bad, value) where f.bad group by f.n, f.value) s where i <= ${MOST_SAMPLES} order by n, i`,
					),
				}),
		read: (all, keyRows, valueRows) =>
			all.map((finding, index) => {
				const keys = keyRows.filter(([n]) => Number(n) === index).map(([, text]) => readKey(text ?? '[]', names));
				const values = valueRows
					.filter(([n]) => Number(n) === index)
					.map(([, value, count]) => ({ value: value ?? 'NULL', rows: Number(count) }));
				return { ...finding, ...(keys.length > 0 ? { keys } : {}), ...(values.length > 0 ? { values } : {}) };
			}),
	};
}

function readKey(text: string, names: readonly string[]): FitKey {
	return (JSON.parse(text) as readonly (string | null)[]).map((value, index) => ({ name: names[index] ?? '', value }));
}
