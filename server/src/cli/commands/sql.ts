/** `crosswalk sql`: prints the SQL that a mapping compiles to. Touches no database, so lookups that are queries show without their rows. */

import { Option } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { compileStatement, type StatementKind, statementKinds } from '../../core/mapping/compileStatement';
import type { AddCommand } from '../command';
import { addConfig, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import { openOne } from '../specs';

interface SqlOptions {
	readonly mapping: string;
	readonly what: StatementKind;
	readonly config?: string;
}

export const sqlCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('sql')
		.description('Prints the SQL of a mapping: as a plain SELECT, as it is reconciled, or as it would be loaded.')
		.argument('<spec>', 'a *.migration.yaml file')
		.requiredOption('--mapping <name>', 'the mapping')
		.addOption(new Option('--what <statement>', 'which statement').choices([...statementKinds]).default('select'))
		.addHelpText('before', 'Example: crosswalk sql erp.migration.yaml --mapping customers --what rows-source\n');
	addConfig(command).action((name: string, options: SqlOptions) => {
		const { facts } = openOne(world, name, { folder: configFolder(world, options.config) });
		const mapping = facts.mapping(options.mapping);
		if (!mapping) {
			const nearest = nearestName(
				options.mapping,
				facts.mappings.map(one => one.name),
			);
			throw new UsageError(`there is no mapping "${options.mapping}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
		}
		const compiled = compileStatement(facts, mapping, options.what);
		if ('impossible' in compiled) throw new OutsideFailure(`"${mapping.name}" cannot be shown as SQL: ${compiled.impossible}`);
		world.stdout.write(`${compiled.sql.trimEnd()}\n`);
		done(exitCodes.clean);
	});
};
