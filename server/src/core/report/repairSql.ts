/** The statements that would make a target equal, as a script: one transaction, with what a reader must know before it. Never run by Crosswalk. */

import type { SpecFacts } from '../mapping/facts';
import { compileRepair } from '../reconcile/repair';
import type { ReconcileReport } from './model';
import { visibleText } from './visibleText';

export interface RepairScript {
	readonly text: string;
	/** How many statements there are, and how many differences they leave. */
	readonly statements: number;
	readonly left: number;
}

export function renderRepairSql(report: ReconcileReport, facts: SpecFacts): RepairScript {
	const { sql, statements, left } = compileRepair(facts, report.checks);
	const { source, target } = report.sides;
	const lines = [
		`Would make "${target.connection}" equal to what "${report.spec}" makes of "${source.connection}", where they differed.`,
		`As of ${source.snapshot ?? report.startedAt} (source) and ${target.snapshot ?? report.startedAt} (target). What was written since is not known here.`,
		'Crosswalk has not run this and will not. Read it, try it on a copy, and run it as whoever may write there.',
		'Triggers, generated columns and constraints of the target act as on any other statement; when one fails, nothing is changed.',
	];
	const head = lines.map(line => `-- ${visibleText(line)}\n`).join('');
	// The texts of values are those of a session with these settings.
	const settings = `set local timezone = 'UTC';\nset local datestyle = 'ISO, YMD';\nset local intervalstyle = 'iso_8601';\n`;
	return { text: `${head}\nbegin;\n${settings}\n${sql}\ncommit;\n`, statements, left };
}
