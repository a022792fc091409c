/** The values that a spec or a file of it writes out and that their columns refuse, whatever the rows of the source hold. For rules. */

import type { FindingArgs } from '../base/problem';
import { fullName } from '../catalog/lookup';
import type { SpecFacts } from '../mapping/facts';
import { type Misfit, misfitOf } from '../mapping/literalFit';
import { refusedValues, valueColumns, writtenValues } from './mapValues';
import type { Report } from './rule';

/** Reports those of one kind: `literal`, `where`, `column`, `table`, `wanted`, and of what is too long `length` and `most`. */
export function reportRefused(kind: Misfit['kind'], facts: SpecFacts, report: Report): void {
	for (const mapping of facts.mappings) {
		for (const column of valueColumns(mapping)) {
			const { column: target, origin } = column;
			if (!target || origin?.kind === 'generated') continue;
			const misfit = (text: string) => {
				const found = misfitOf(text, target.type, facts.target);
				return found?.kind === kind ? found : undefined;
			};
			for (const { value, reason, where } of refusedValues(writtenValues(facts, column), misfit)) {
				const table = mapping.table ? fullName(mapping.table) : '';
				const args: FindingArgs = { literal: value.text ?? '', where, column: target.name, table, wanted: target.type };
				report(value.span, reason.kind === 'length' ? { ...args, length: reason.length, most: reason.most } : args);
			}
		}
	}
}
