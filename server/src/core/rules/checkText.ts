/**
 * The problems that the text of a spec has whatever the catalogs and the SQL say: faults of YAML, keys and values that the schema does not
 * know, names that stand twice. Each is one of those that `checkSpec` finds; says nothing of what a problem with SQL may explain there.
 */

import type { Problem } from '../base/problem';
import type { Span } from '../base/span';
import type { ReadSpec } from '../mapping/openSpec';
import { blocksById } from '../spec/locate';
import type { Spec } from '../spec/spec';
import { byCode, type CheckOptions, forwarded, needsNoSpec, settle } from './checkSpec';
import type { Rule } from './rule';

export function checkText({ spec, project }: ReadSpec, severities?: CheckOptions['severities']): readonly Problem[] {
	const { connections, settings } = project;
	const all = [...spec.findings, ...(connections?.findings ?? []), ...(settings?.findings ?? [])];
	const isBroken = all.some(finding => finding.code === 'yaml-syntax');
	const isAlone = spec.files[0]?.isFragment === true;
	const forwards = (rule: Rule) => !(isAlone && !needsNoSpec.has(rule.group));
	const found = spec.findings
		.filter(({ code, span }) => !(isBroken && byCode.get(code)?.whole) && !mayBeExplained(spec, span))
		.flatMap(finding => forwarded(finding, forwards));
	return settle(found, { spec, connections, settings }, severities);
}

/** A comma may have cut SQL in two, and double quotes may be lost: then `checkSpec` tells that, and not what follows from it. */
function mayBeExplained(spec: Spec, span: Span): boolean {
	const text = blocksById(spec).get(span.block)?.text ?? '';
	const lineStart = Math.max(text.lastIndexOf('\n', span.start - 1), text.lastIndexOf('\r', span.start - 1)) + 1;
	return /[,"]/.test(text.slice(lineStart, span.start + 1));
}
