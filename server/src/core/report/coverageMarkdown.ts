/** Coverage as Markdown, for a comment or the summary of a job. */

import type { Coverage } from '../mapping/coverage';
import type { CoverageReport } from './coverageModel';
import { leftOutOf } from './leftOut';
import { markdownCode, markdownTable, markdownText } from './markdownText';

export function renderCoverageMarkdown(report: CoverageReport, coverage: Coverage): string {
	const lines = [
		`# Coverage of ${markdownCode(report.spec)}`,
		'',
		...sides(report),
		...section('Mappings', mappings(report)),
		...section('Undecided', undecided(report)),
		...section('Left out, and why', leftOut(coverage)),
	];
	return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function sides({ source, target, summary }: CoverageReport): readonly string[] {
	const missing = 'no catalog; run `crosswalk introspect`';
	const row = (name: string, percent: number | undefined, parts: typeof source | typeof target) => {
		if (!parts || percent === undefined) return [name, missing, '', ''];
		const { tables, columns } = parts;
		const used = 'used' in columns ? columns.used : columns.mapped + columns.generated;
		return [name, `${percent} %`, counts(tables.mapped, tables), counts(used, columns)];
	};
	return markdownTable(
		['Side', 'Decided', 'Tables', 'Columns'],
		[row('source', summary.sourcePercent, source), row('target', summary.targetPercent, target)],
	);
}

function counts(used: number, { ignored, unmapped }: { readonly ignored: number; readonly unmapped: readonly string[] }): string {
	return `${used} mapped, ${ignored} ignored, ${unmapped.length} undecided`;
}

function mappings({ mappings: all }: CoverageReport): readonly string[] {
	if (all.length === 0) return [];
	const rows = all.map(({ name, sources, target, targetColumns: { total, unmapped } }) => [
		markdownCode(name),
		sources.map(markdownCode).join(', '),
		markdownCode(target),
		`${total - unmapped.length}/${total}`,
	]);
	return markdownTable(['Mapping', 'Sources', 'Target', 'Columns'], rows);
}

function undecided({ source, target }: CoverageReport): readonly string[] {
	const required = new Set(target?.columns.requiredUnmapped ?? []);
	return [
		...(target?.columns.unmapped ?? []).map(
			name => `- ${markdownCode(name)}${required.has(name) ? ' **required**: the target would refuse every row' : ''}`,
		),
		...(source?.columns.unmapped ?? []).map(name => `- ${markdownCode(name)}`),
	];
}

function leftOut(coverage: Coverage): readonly string[] {
	const rows = leftOutOf(coverage).map(({ reason, names }) => [names.map(markdownCode).join(', '), markdownText(reason)]);
	return rows.length === 0 ? [] : markdownTable(['What', 'Why'], rows);
}
