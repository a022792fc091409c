/** The result of `crosswalk reconcile` as JSON: the stable shape that `schemas/report.schema.json` describes. */

import type { Span } from '../base/span';
import type { CheckResult, ExampleRow, NamedValue, Pattern, RowDifference, RowsFound } from '../reconcile/result';
import type { PlaceOf, ReconcileReport } from './model';

export function renderReconcileJson(report: ReconcileReport, placeOf: PlaceOf): string {
	const { checks, summary, ...rest } = report;
	return JSON.stringify({ format: 1, ...rest, checks: checks.map(check => checkJson(check, placeOf)), summary }, undefined, 2);
}

function checkJson(check: CheckResult, placeOf: PlaceOf): object {
	const { found, span, elapsedMs, ...rest } = check;
	return { ...rest, ...place(span, placeOf), ...foundJson(found, placeOf), elapsedMs };
}

function foundJson(found: CheckResult['found'], placeOf: PlaceOf): object {
	if (found === undefined) return {};
	if (found.kind === 'rows') return rowsJson(found, placeOf);
	if (found.kind === 'violations') return { violations: { ...withoutKind(found), rows: found.rows.map(keyJson) } };
	if (found.kind === 'acceptance') return { acceptance: { ...withoutKind(found), notTrue: keyJson(found.notTrue) } };
	if (found.kind === 'example') return { example: { ...withoutKind(found), rows: found.rows.map(exampleRowJson) } };
	const { kind, ...values } = found;
	return kind === 'balance' ? { balance: values } : values;
}

function withoutKind<Found extends { readonly kind: string }>({ kind: _, ...values }: Found): Omit<Found, 'kind'> {
	return values;
}

function exampleRowJson({ expected, actual, differing }: ExampleRow): object {
	return { ...(expected ? { expected: keyJson(expected) } : {}), ...(actual ? { actual: keyJson(actual) } : {}), differing };
}

function rowsJson({ kind: _, rows, patterns, ...values }: RowsFound, placeOf: PlaceOf): object {
	return {
		...values,
		rows: rows.map(row => differenceJson(row, placeOf)),
		patterns: patterns.map(pattern => patternJson(pattern, placeOf)),
	};
}

function patternJson({ span, shared, ...pattern }: Pattern, placeOf: PlaceOf): object {
	return { ...pattern, ...(shared ? { shared: keyJson(shared) } : {}), ...place(span, placeOf) };
}

function differenceJson(difference: RowDifference, placeOf: PlaceOf): object {
	const { accepted, pattern } = difference;
	const start = {
		kind: difference.kind,
		key: keyJson(difference.key),
		...(accepted ? { accepted } : {}),
		...(pattern === undefined ? {} : { pattern }),
	};
	switch (difference.kind) {
		case 'changed':
			return { ...start, columns: difference.columns.map(({ span, ...column }) => ({ ...column, ...place(span, placeOf) })) };
		case 'rejected': {
			const column = { name: difference.column, source: difference.value, target: null };
			return { ...start, code: difference.code, columns: [{ ...column, ...place(difference.span, placeOf) }] };
		}
		default:
			return { ...difference, key: start.key };
	}
}

function keyJson(key: readonly NamedValue[]): object {
	return Object.fromEntries(key.map(({ name, value }) => [name, value]));
}

function place(span: Span | undefined, placeOf: PlaceOf): object {
	return (span && placeOf(span)) ?? {};
}
