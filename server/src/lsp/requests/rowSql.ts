/** Answers `crosswalk/rowSql`: the two SELECTs of one row, for an editor of SQL. Connects to nothing. */

import { compileRowLookup } from '../../core/mapping/compileRowLookup';
import { obstacleOf } from '../../core/reconcile/obstacles';
import { visibleText } from '../../core/report/visibleText';
import type { RowSqlParams, RowSqlResult } from '../../protocol';
import type { PanelWorld } from '../panel';
import { specToRun } from '../runWorld';

export function rowSql({ uri, mapping: name, key }: RowSqlParams, world: PanelWorld): RowSqlResult {
	const { facts } = specToRun(uri, world);
	const mapping = facts.mapping(name);
	if (!mapping) return { failure: `There is no mapping "${name}" in this spec any more.` };
	const versions = { sourceVersion: facts.source?.catalog.version ?? 0, targetVersion: facts.target?.catalog.version ?? 0 };
	const obstacle = obstacleOf(mapping, facts);
	const found = obstacle === undefined ? compileRowLookup(facts, mapping, key, versions) : { impossible: obstacle };
	if ('impossible' in found) return { failure: `The rows of "${name}" cannot be shown as SQL: ${found.impossible}.` };
	const row = key.map(({ name: column, value }) => `${column} = ${value}`).join(', ');
	const part = (side: 'source' | 'target') => {
		const connection = facts.spec[side]?.connection?.text ?? '';
		// A line break in a name would end the comment.
		return `-- ${visibleText(`${name}, ${row}: what the ${side} (${connection}) says`)}\n${found[side].text.trimEnd()};\n`;
	};
	return { sql: `${part('source')}\n${part('target')}` };
}
