/**
 * The differences of a run as CSV (RFC 4180), a line for each column that differs. NULL is an empty field, an empty text is `""`. A text that
 * a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
 */

import { assertNever } from '../base/assertNever';
import type { CellValue, CheckResult, NamedValue, RowDifference } from '../reconcile/result';
import type { PlaceOf, ReconcileReport } from './model';
import { subjectOf } from './reconcileText';

const header = ['mapping', 'check', 'kind', 'key', 'column', 'source', 'target', 'rows', 'code', 'file', 'line'];

/** `line` counts from 1, as people do. */
export function renderReconcileCsv(report: ReconcileReport, placeOf: PlaceOf): string {
	const lines = report.checks.flatMap(check =>
		check.found?.kind === 'rows' ? check.found.rows.flatMap(row => linesOf(check, row, placeOf)) : [],
	);
	return [header, ...lines].map(line => `${line.map(field).join(',')}\r\n`).join('');
}

type Line = readonly (CellValue | undefined)[];

function linesOf(check: CheckResult, row: RowDifference, placeOf: PlaceOf): readonly Line[] {
	const start: Line = [subjectOf(check), check.mapping === undefined ? 'queries' : check.check, row.kind, keyText(row.key)];
	switch (row.kind) {
		case 'missing':
		case 'extra':
			return [[...start, null, null, null, row.rows ?? 1]];
		case 'duplicate':
			return [[...start, null, row.source, row.target]];
		case 'rejected':
			return [[...start, row.column, row.value, null, 1, row.code, ...place(row.span && placeOf(row.span))]];
		case 'changed':
			return row.columns.map(({ name, source, target, dangling, span }) => {
				const code = dangling === undefined ? null : 'dangling';
				return [...start, name, source, dangling ?? target, 1, code, ...place(span && placeOf(span))];
			});
		default:
			return assertNever(row);
	}
}

function place(found: ReturnType<PlaceOf>): Line {
	return found ? [found.file, found.line + 1] : [];
}

/** One part alone is the key itself. */
function keyText(key: readonly NamedValue[]): CellValue {
	const [only] = key;
	if (only && key.length === 1) return only.value;
	return JSON.stringify(Object.fromEntries(key.map(({ name, value }) => [name, value])));
}

function field(value: CellValue | undefined): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value)) return String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
