/** Coverage for people: a line for each mapping, then both sides, what is undecided, and what is left out and why. */

import type { Coverage } from '../mapping/coverage';
import type { CoverageReport, MappingNumbers } from './coverageModel';
import { leftOutOf } from './leftOut';
import { plural, type Style, styleOf } from './style';
import { visibleText } from './visibleText';

export function renderCoverageText(report: CoverageReport, coverage: Coverage, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	return [
		style.bold(visibleText(report.spec)),
		'',
		...mappingLines(report.mappings, style),
		'',
		...sideLines(report, style),
		...undecided(report, style),
		...ledger(coverage, style),
		'',
	].join('\n');
}

function mappingLines(mappings: readonly MappingNumbers[], style: Style): readonly string[] {
	const shown = mappings.map(({ name, target, sources, targetColumns }) => {
		return { name: visibleText(name), target: visibleText(target), sources: visibleText(sources.join(', ')), targetColumns };
	});
	const width = Math.max(0, ...shown.map(mapping => mapping.name.length));
	const targetWidth = Math.max(0, ...shown.map(mapping => mapping.target.length));
	return shown.map(({ name, target, sources, targetColumns }) => {
		const { total, unmapped } = targetColumns;
		const ratio = `${total - unmapped.length}/${total}`.padStart(7);
		const paint = unmapped.length === 0 ? style.green : style.yellow;
		return `  ${unmapped.length === 0 ? style.green('✓') : style.yellow('!')} ${name.padEnd(width)}  ${target.padEnd(targetWidth)}  ${paint(ratio)}  ${style.dim(`from ${sources}`)}`;
	});
}

function sideLines({ source, target, summary }: CoverageReport, style: Style): readonly string[] {
	const paint = (percent: number) => (percent === 100 ? style.green : style.yellow)(`${percent} %`.padStart(7));
	const lines: string[] = [];
	if (source && summary.sourcePercent !== undefined) {
		const { tables, columns } = source;
		lines.push(
			`  source ${paint(summary.sourcePercent)}  ${plural(tables.total, 'table')}: ${tables.mapped} mapped, ${tables.ignored} ignored, ${tables.unmapped.length} undecided; ${plural(columns.total, 'column')}: ${columns.used} used, ${columns.ignored} ignored, ${columns.unmapped.length} undecided`,
		);
	} else lines.push('  source: no catalog; run crosswalk introspect');
	if (target && summary.targetPercent !== undefined) {
		const { tables, columns } = target;
		lines.push(
			`  target ${paint(summary.targetPercent)}  ${plural(tables.total, 'table')}: ${tables.mapped} mapped, ${tables.ignored} ignored, ${tables.unmapped.length} undecided; ${plural(columns.total, 'column')}: ${columns.mapped} mapped, ${columns.generated} generated, ${columns.ignored} ignored, ${columns.unmapped.length} undecided`,
		);
	} else lines.push('  target: no catalog; run crosswalk introspect');
	return lines;
}

function undecided({ source, target }: CoverageReport, style: Style): readonly string[] {
	const required = new Set(target?.columns.requiredUnmapped ?? []);
	const lines = [
		...(target?.columns.unmapped ?? []).map(
			name => `  ${visibleText(name)}${required.has(name) ? style.red('  required: the target would refuse every row') : ''}`,
		),
		...(source?.columns.unmapped ?? []).map(name => `  ${visibleText(name)}`),
	];
	return lines.length === 0 ? [] : ['', style.bold('Undecided'), ...lines];
}

function ledger(coverage: Coverage, style: Style): readonly string[] {
	const lines = leftOutOf(coverage).map(
		({ reason, names }) =>
			`  ${names.slice(0, 4).map(visibleText).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}  ${style.dim(visibleText(reason))}`,
	);
	return lines.length === 0 ? [] : ['', style.bold('Left out, and why'), ...lines];
}
