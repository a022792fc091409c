/** `crosswalk plan`: scope, strategy with its alternatives, phases and risks, from committed catalogs and the newest results that were kept. */

import { type Command, Option } from 'commander';
import { coverageOf } from '../../core/mapping/coverage';
import { entitiesOf, renderEntitySvg } from '../../core/report/entitySvg';
import { renderPlanHtmlFile } from '../../core/report/planHtmlFile';
import { renderPlanMarkdown } from '../../core/report/planMarkdown';
import { planReport } from '../../core/report/planModel';
import { renderPlanText } from '../../core/report/planText';
import { renderRiskSvg } from '../../core/report/riskSvg';
import { visibleText } from '../../core/report/visibleText';
import { readDataKnown } from '../../files/dataKnown';
import { readLedger } from '../../files/ledger';
import { countPhaseRows } from '../../run/phaseRows';
import type { AddCommand } from '../command';
import { openSide } from '../live';
import { addConfig, addFormat, configFolder, isColored } from '../options';
import { exitCodes, OutsideFailure } from '../outcome';
import { type NamedSpec, openWhole, problemsOf } from '../specs';
import type { World } from '../world';

const formats = ['text', 'json', 'markdown', 'html', 'svg'] as const;
const drawings = ['source', 'target', 'risks'] as const;

interface PlanOptions {
	readonly live?: boolean;
	readonly draw: (typeof drawings)[number];
	readonly format: (typeof formats)[number];
	readonly config?: string;
}

export const planCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('plan')
		.description('Says how much moves, how long it takes, which strategies fit, in which phases, and at what risk.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--live', 'also count on the source how many rows each phase takes, how many none, and how many before their parents')
		.addOption(new Option('--draw <what>', 'what --format svg draws').choices([...drawings]).default('source'))
		.addHelpText('before', 'Example: crosswalk plan erp.migration.yaml --format html > plan.html\n');
	addConfig(addFormat(command, formats)).action(async (name: string, options: PlanOptions, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		const counted = options.live ? await countLive(world, spec) : undefined;
		const data = readDataKnown(world.files, spec);
		const report = planReport(spec.shown, spec.facts, {
			ledger: readLedger(world.files, spec),
			problems: problemsOf(world, spec, undefined, data.fit),
			...data,
			...(counted ? { phaseCounts: counted.counts, earlyRows: counted.early } : {}),
			today: world.now().toISOString().slice(0, 10),
		});
		const coverage = coverageOf(spec.facts);
		const renderers: Readonly<Record<PlanOptions['format'], () => string>> = {
			text: () => renderPlanText(report, { color: isColored(self, world) }),
			json: () => `${JSON.stringify(report, null, 2)}\n`,
			markdown: () => renderPlanMarkdown(report),
			html: () => renderPlanHtmlFile(report, coverage),
			svg: () => `${drawing(options.draw)}\n`,
		};
		world.stdout.write(renderers[options.format]());
		for (const { mapping, reason } of counted?.skipped ?? []) {
			world.stderr.write(`crosswalk: the rows of "${mapping}" were not counted by phase: ${visibleText(reason)}\n`);
		}
		done(counted && counted.findings.length > 0 ? exitCodes.problems : exitCodes.clean);

		function drawing(what: PlanOptions['draw']): string {
			if (what === 'risks') return renderRiskSvg(report.risks, { styled: true });
			const entities = entitiesOf(coverage, what);
			if (!entities) throw new OutsideFailure(`there is no catalog of the ${what} to draw; run crosswalk introspect first`);
			return renderEntitySvg(`Tables of the ${what}`, entities, { styled: true });
		}
	});
};

async function countLive(world: World, spec: NamedSpec) {
	const source = await openSide(world, spec, 'source');
	try {
		const target = await openSide(world, spec, 'target');
		try {
			return await countPhaseRows(spec.facts, { source: source.session, target: target.session }, 'all', world.signal);
		} finally {
			await target.session.close();
		}
	} finally {
		await source.session.close();
	}
}
