/** Options that several commands share. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDurationMs } from '../core/spec/formats';
import type { World } from './world';

export function addFormat(command: Command, formats: readonly string[]): Command {
	return command.addOption(new Option('--format <format>', 'how the result is written').choices([...formats]).default('text'));
}

export function addConfig(command: Command): Command {
	return command.option('--config <folder>', 'the .crosswalk folder, when it is not beside the spec or above it');
}

/** The folder of `--config`, absolute and with a slash at its end. */
export function configFolder(world: World, config: string | undefined): string | undefined {
	return config === undefined ? undefined : world.files.absolute(world.cwd, config).replace(/[\\/]*$/, '/');
}

/** Coloured on a terminal or where FORCE_COLOR asks for it (https://force-color.org), and never against the user's wish (https://no-color.org). */
export function isColored(command: Command, world: World): boolean {
	if (world.env.NO_COLOR || command.optsWithGlobals().color === false) return false;
	return world.stdout.isTerminal || Boolean(world.env.FORCE_COLOR);
}

export function wholeNumber(text: string): number {
	if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
	return Number(text);
}

export function countFromOne(text: string): number {
	if (!/^0*[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
	return Number(text);
}

export function percentage(text: string): number {
	const number = Number(text.replace(/%$/, ''));
	if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('It must be a percentage from 0 to 100.');
	return number;
}

/** Collects an option that may be given several times. */
export function several(value: string, before: readonly string[] | undefined): readonly string[] {
	return [...(before ?? []), value];
}

/** A number of rows, or a share such as `10%`. */
export function sampleSize(text: string): string {
	const share = /^(\d+(\.\d+)?)%$/.exec(text)?.[1];
	const isRight = share === undefined ? /^[1-9]\d*$/.test(text) : Number(share) > 0 && Number(share) <= 100;
	if (!isRight) throw new InvalidArgumentError('Write a number of rows, or a share like 10%, up to 100%.');
	return text;
}

export function durationMs(text: string): number {
	const ms = parseDurationMs(text);
	if (ms === undefined) throw new InvalidArgumentError('Write it like 90s, 10m or 1h30m.');
	return ms;
}
