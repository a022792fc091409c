/**
 * Tells of names that nothing in the spec has. One that is probably misspelt is told at every place; things that are just not written (yet)
 * are told once for all of a kind, with every place related: a spec that grows is no storm of errors.
 */

import { nearestName } from '../base/nearest';
import { listWords } from '../spec/shapeWords';
import type { Text } from '../spec/spec';
import { didYouMean, type Report, replacing } from './rule';

/** Args: kind, name, nearest, others. See `noSuch`. */
export function reportUnknown(kind: string, names: readonly Text[], known: readonly string[], report: Report): void {
	const isKnown = new Set(known);
	const unwritten = new Map<string, Text[]>();
	for (const name of names) {
		if (isKnown.has(name.text)) continue;
		const nearest = nearestName(name.text, known);
		if (nearest === undefined) unwritten.set(name.text, [...(unwritten.get(name.text) ?? []), name]);
		else report(name.span, { kind, name: name.text, nearest }, replacing(nearest));
	}
	const [first, ...more] = [...unwritten.values()].flat();
	if (!first) return;
	const others = [...unwritten.keys()].filter(name => name !== first.text).map(name => `"${name}"`);
	const related = more.map(({ text, span }) => ({ span, message: `"${text}" is named here` }));
	report(
		first.span,
		{ kind, name: first.text, others: others.length > 0 ? listWords(others, 'or') : undefined },
		related.length > 0 ? { related } : {},
	);
}

interface NameArgs {
	readonly kind?: string | number;
	readonly name?: string | number;
	readonly nearest?: string | number;
	readonly others?: string | number;
}

/** The message: `effect` is why it matters, `otherwise` what to do when no name is near. */
export function noSuch({ kind, name, nearest, others }: NameArgs, effect: string, otherwise: string): string {
	const none = `There is no ${kind} "${name}"${others === undefined ? '' : `, nor ${others}`}`;
	return `${none}, ${effect}${didYouMean(nearest, otherwise)}`;
}
