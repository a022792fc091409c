/**
 * What the reconcile sections of all mappings that share a target say together. Their rows are compared as one, so that what one of them
 * says holds for all; where two contradict each other nothing is guessed.
 */

import type { MappingFacts } from '../mapping/facts';
import type { AcceptedDifference, Literal, SqlScalar } from '../spec/spec';

export interface GroupOptions {
	readonly except: ReadonlySet<string>;
	/** By target column. */
	readonly tolerance: ReadonlyMap<string, Literal>;
	readonly accept: readonly AcceptedDifference[];
	readonly where?: Written<SqlScalar>;
	readonly sample?: Written<Literal>;
}

export interface Written<T> {
	/** The mapping that says it. */
	readonly mapping: string;
	readonly value: T;
}

/** `conflict`: a sentence. */
export function groupOptions(group: readonly MappingFacts[]): GroupOptions | { readonly conflict: string } {
	const conflicts: string[] = [];
	const one = <T extends { readonly text: string | null }>(what: string, written: readonly Written<T>[]): Written<T> | undefined => {
		const [first] = written;
		const other = written.find(({ value }) => value.text !== first?.value.text);
		if (first && other) {
			conflicts.push(
				`"${first.mapping}" and "${other.mapping}" share a target, so they are compared as one, and say different things of ${what}`,
			);
		}
		return first;
	};
	const sections = group.flatMap(({ name, mapping: { reconcile } }) => (reconcile ? [{ mapping: name, reconcile }] : []));
	const columns = new Set(sections.flatMap(({ reconcile }) => reconcile.tolerance.map(({ column }) => column.text)));
	const tolerance = [...columns].flatMap(column => {
		const all = sections.flatMap(({ mapping, reconcile }) =>
			reconcile.tolerance.flatMap(({ column: { text }, amount }) => (text === column ? [{ mapping, value: amount }] : [])),
		);
		const written = one(`the tolerance of "${column}"`, all);
		return written ? [[column, written.value] as const] : [];
	});
	const where = one(
		'"where"',
		sections.flatMap(({ mapping, reconcile }) => (reconcile.where ? [{ mapping, value: reconcile.where }] : [])),
	);
	const sample = one(
		'"sample"',
		sections.flatMap(({ mapping, reconcile }) => (reconcile.sample ? [{ mapping, value: reconcile.sample }] : [])),
	);
	const [conflict] = conflicts;
	if (conflict !== undefined) return { conflict: `${conflict}; write it once, or the same in both` };
	return {
		except: new Set(sections.flatMap(({ reconcile }) => reconcile.except.map(({ text }) => text))),
		tolerance: new Map(tolerance),
		accept: sections.flatMap(({ reconcile }) => reconcile.accept),
		...(where ? { where } : {}),
		...(sample ? { sample } : {}),
	};
}
