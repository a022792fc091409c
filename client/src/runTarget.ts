/** What a command runs on: what its lens says, else the spec in the active editor. */

import { l10n, Uri, window } from 'vscode';

export interface RunTarget {
	/** Of the spec, or of a fragment when the command does not come from a lens. */
	readonly uri: Uri;
	readonly mapping?: string;
	/** The ids of checks; absent: all. */
	readonly checks?: readonly string[];
}

/** `argument` comes from a lens, or from anyone who runs commands. Tells the user when there is nothing to run on. */
export function runTargetOf(argument: unknown): RunTarget | undefined {
	if (isLensTarget(argument)) return { uri: Uri.parse(argument.uri), mapping: argument.mapping };
	if (isCheckTarget(argument)) return { uri: Uri.parse(argument.uri), checks: argument.checks };
	if (isSpecTarget(argument)) return { uri: Uri.parse(argument.uri) };
	const document = window.activeTextEditor?.document;
	if (document?.languageId === 'migration-spec') return { uri: document.uri };
	window.showInformationMessage(l10n.t('Open a migration spec first.'));
	return undefined;
}

interface LensTarget {
	readonly uri: string;
	readonly mapping: string;
}

function isLensTarget(argument: unknown): argument is LensTarget {
	const { uri, mapping } = (argument ?? {}) as Partial<Record<string, unknown>>;
	return typeof uri === 'string' && typeof mapping === 'string';
}

interface CheckTarget {
	readonly uri: string;
	readonly checks: readonly string[];
}

function isCheckTarget(argument: unknown): argument is CheckTarget {
	const { uri, checks } = (argument ?? {}) as Partial<Record<string, unknown>>;
	return typeof uri === 'string' && Array.isArray(checks) && checks.every(one => typeof one === 'string');
}

interface SpecTarget {
	readonly uri: string;
	readonly mapping?: undefined;
	readonly checks?: undefined;
}

/** A lens that is of no mapping and of no check: the whole spec. */
function isSpecTarget(argument: unknown): argument is SpecTarget {
	const { uri, mapping, checks } = (argument ?? {}) as Partial<Record<string, unknown>>;
	return typeof uri === 'string' && mapping === undefined && checks === undefined;
}
