/** `crosswalk sql`: prints the SQL that a mapping compiles to. Touches no database, so lookups that are queries show without their rows. */

import { Option } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { comparisonGroup, compileComparison } from '../../core/mapping/compileComparison';
import { compileInsert, compileSelect } from '../../core/mapping/compileLoad';
import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import { obstacleOf } from '../../core/reconcile/obstacles';
import type { SqlText } from '../../core/sql/composed';
import type { AddCommand } from '../command';
import { addConfig, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import { openWhole } from '../specs';

const statements = ['select', 'rows-source', 'rows-target', 'insert'] as const;

interface SqlOptions {
	readonly mapping: string;
	readonly what: (typeof statements)[number];
	readonly config?: string;
}

export const sqlCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('sql')
		.description('Prints the SQL of a mapping: as a plain SELECT, as its rows are reconciled, or as a load would insert them.')
		.argument('<spec>', 'a *.migration.yaml file')
		.requiredOption('--mapping <name>', 'the mapping')
		.addOption(new Option('--what <statement>', 'which statement').choices([...statements]).default('select'))
		.addHelpText('before', 'Example: crosswalk sql erp.migration.yaml --mapping customers --what rows-source\n');
	addConfig(command).action((name: string, options: SqlOptions) => {
		const { facts } = openWhole(world, name, { folder: configFolder(world, options.config) });
		const mapping = facts.mapping(options.mapping) ?? notFound(facts, options.mapping);
		const obstacle = obstacleOf(mapping, facts);
		const compiled = obstacle === undefined ? compile(facts, mapping, options.what) : { impossible: obstacle };
		if ('impossible' in compiled) throw new OutsideFailure(`the mapping "${mapping.name}" cannot be shown as SQL: ${compiled.impossible}`);
		world.stdout.write(`${compiled.text.trimEnd()}\n`);
		done(exitCodes.clean);
	});
};

function compile(facts: SpecFacts, mapping: MappingFacts, what: SqlOptions['what']): SqlText | { readonly impossible: string } {
	const options = { sourceVersion: facts.source?.catalog.version ?? 0, targetVersion: facts.target?.catalog.version ?? 0 };
	if (what === 'select') return compileSelect(facts, mapping, options);
	if (what === 'insert') return compileInsert(facts, mapping, options);
	const comparison = compileComparison(facts, comparisonGroup(facts, mapping), options);
	if ('impossible' in comparison) return comparison;
	return what === 'rows-source' ? comparison.source : comparison.target;
}

function notFound(facts: SpecFacts, name: string): never {
	const nearest = nearestName(
		name,
		facts.mappings.map(mapping => mapping.name),
	);
	throw new UsageError(`there is no mapping "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
}
