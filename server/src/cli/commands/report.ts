/** `crosswalk report`: the migration strategy document, or what changed in it since a commit. Asks no database. */

import { type Command, Option } from 'commander';
import { openSpec } from '../../core/mapping/openSpec';
import { changesDocument } from '../../core/report/document/changes';
import { type DocumentLanguage, documentDrawings, renderBlocks, renderDocument, wordsOf } from '../../core/report/documentBlocks';
import { documentChanges } from '../../core/report/documentChanges';
import { filesAt } from '../../files/git';
import { plainDocument, readDocument } from '../../files/strategyDocument';
import type { AddCommand } from '../command';
import { addConfig, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import { type NamedSpec, openWhole, problemsOf } from '../specs';
import type { World } from '../world';
import { writeFile } from '../writeFile';

const formats = ['html', 'markdown', 'json'] as const;
const languages = ['en', 'de'] as const;

type Format = (typeof formats)[number];

interface ReportOptions {
	readonly output?: string;
	readonly format?: Format;
	readonly language: DocumentLanguage;
	readonly since?: string;
	readonly config?: string;
}

export const reportCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('report')
		.description('Writes the migration strategy document that people sign, or what changed in it since a commit.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('-o, --output <file>', 'where to write it; else to standard output')
		.addOption(new Option('--format <format>', 'how it is written; else as the file is named, or Markdown').choices([...formats]))
		.addOption(new Option('--language <language>', 'the language of all words that are not yours').choices([...languages]).default('en'))
		.option('--since <ref>', 'only what changed since this commit, branch or tag of git')
		.addHelpText('before', 'Example: crosswalk report erp.migration.yaml -o strategy.html\n');
	addConfig(command).action((name: string, options: ReportOptions, _: Command) => {
		const format = formatOf(options);
		// Whether a variable is set says nothing of the spec, and the document must be the same everywhere.
		const spec = openWhole(world, name, { folder: configFolder(world, options.config), isSet: () => true });
		const text =
			options.since === undefined ? wholeDocument(world, spec, format, options) : changes(world, spec, format, options, options.since);
		if (options.output === undefined) world.stdout.write(text);
		else writeFile(world, world.files.absolute(world.cwd, options.output), text);
		done(exitCodes.clean);
	});
};

const endings: Readonly<Record<string, Format>> = { html: 'html', htm: 'html', md: 'markdown', markdown: 'markdown', json: 'json' };

function formatOf({ format, output }: ReportOptions): Format {
	if (format) return format;
	if (output === undefined) return 'markdown';
	const found = endings[/\.(\w+)$/.exec(output)?.[1]?.toLowerCase() ?? ''];
	if (found) return found;
	throw new UsageError(
		`"${output}" does not say how it is to be written; end it with .html, .md or .json, or give --format. For a PDF write HTML and print it from a browser`,
	);
}

function wholeDocument(world: World, spec: NamedSpec, format: Format, options: ReportOptions): string {
	const document = readDocument(world.files, spec, fit => problemsOf(world, spec, undefined, fit));
	if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
	const drawings = format === 'html' ? documentDrawings(spec.facts, document, wordsOf(options.language)) : {};
	return renderDocument(document, drawings, options.language, format);
}

function changes(world: World, spec: NamedSpec, format: Format, options: ReportOptions, since: string): string {
	const old = filesAt(world.git, spec.file, since, world.files.csv);
	if ('failure' in old) throw new OutsideFailure(old.failure);
	if (old.text(spec.file) === undefined) throw new OutsideFailure(`"${spec.shown}" was not there at "${since}"; name a commit that has it`);
	const folder = configFolder(world, options.config);
	const opened = openSpec(spec.file, old, { isSet: () => true, ...(folder === undefined ? {} : { folder }) });
	const before = plainDocument(old, { ...opened, file: spec.file, shown: spec.shown });
	const found = documentChanges(before, plainDocument(world.files, spec), { since, commit: old.commit });
	if (format === 'json') return `${JSON.stringify(found, null, 2)}\n`;
	return renderBlocks(changesDocument(found, wordsOf(options.language)), format);
}
