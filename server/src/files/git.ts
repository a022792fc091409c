/**
 * Reads files as they were at a commit, by the git program. Runs nothing of the repository: blobs are read as they are, without filters, hooks
 * or textconv. Changes nothing.
 */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { SpecSources } from '../core/spec/sources';

/** Runs git in a folder. */
export type Git = (folder: string, args: readonly string[]) => GitAnswer;

export type GitAnswer =
	| { readonly kind: 'output'; readonly text: string }
	| { readonly kind: 'refused'; readonly message: string }
	/** There is no such program. */
	| { readonly kind: 'absent' };

const mostBytes = 512 * 1024 * 1024;

export const runGit: Git = (folder, args) => {
	const answer = spawnSync('git', ['-C', folder, '--no-pager', ...args], {
		encoding: 'utf8',
		maxBuffer: mostBytes,
		windowsHide: true,
		env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
	});
	if (answer.error) return { kind: 'absent' };
	return answer.status === 0 ? { kind: 'output', text: answer.stdout } : { kind: 'refused', message: answer.stderr.trim() };
};

/** The files of a repository at a commit. */
export interface OldFiles extends SpecSources {
	/** The commit's name in hexadecimal digits. */
	readonly commit: string;
	filesIn(folder: string): readonly string[];
}

/** `file`: absolute; of its repository. Gives a sentence when it cannot be read. */
export function filesAt(git: Git, file: string, ref: string, csv: SpecSources['csv']): OldFiles | { readonly failure: string } {
	const folder = path.dirname(file);
	const prefix = git(folder, ['rev-parse', '--show-prefix']);
	if (prefix.kind === 'absent')
		return { failure: 'git cannot be run, and --since reads older files from it; install git, or put it on the path' };
	if (prefix.kind === 'refused') return { failure: `"${folder}" is in no git repository that can be read: ${firstLine(prefix.message)}` };
	const resolved = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
	if (resolved.kind !== 'output' || ref.startsWith('-')) {
		return { failure: `git knows no "${ref}"; name a commit, a branch or a tag (of a shallow clone, fetch it first)` };
	}
	const commit = resolved.text.trim();
	const names = git(folder, ['ls-tree', '-r', '--name-only', '-z', '--full-tree', commit]);
	if (names.kind !== 'output') return { failure: `the files of "${ref}" cannot be listed` };
	const depth = prefix.text.trim().split('/').filter(Boolean).length;
	const root = path.resolve(folder, ...Array.from({ length: depth }, () => '..'));
	return oldFiles(git, folder, root, commit, names.text.split('\0').filter(Boolean), csv);
}

function oldFiles(git: Git, folder: string, root: string, commit: string, names: readonly string[], csv: SpecSources['csv']): OldFiles {
	const known = new Set(names);
	const texts = new Map<string, string | undefined>();
	const inside = (file: string) => path.relative(root, file).split(path.sep).join('/');
	const read = (name: string): string | undefined => {
		if (!known.has(name)) return undefined;
		if (!texts.has(name)) {
			const blob = git(folder, ['cat-file', 'blob', `${commit}:${name}`]);
			texts.set(name, blob.kind === 'output' ? blob.text : undefined);
		}
		return texts.get(name);
	};
	return {
		commit,
		text: file => read(inside(file)),
		resolve: (file, relative) => path.resolve(path.dirname(file), relative),
		folders(file) {
			const found: string[] = [];
			for (let at = path.dirname(file); ; at = path.dirname(at)) {
				found.push(at.endsWith(path.sep) ? at : at + path.sep);
				if (at === root || at === path.dirname(at)) return found;
			}
		},
		glob(file, pattern) {
			const matches = globExpression(inside(path.resolve(path.dirname(file), pattern)));
			return names
				.filter(name => matches.test(name))
				.map(name => path.join(root, name))
				.sort();
		},
		csv,
		filesIn(asked) {
			const start = `${inside(asked)}/`;
			return names.filter(name => name.startsWith(start) && !name.slice(start.length).includes('/')).map(name => name.slice(start.length));
		},
	};
}

function firstLine(text: string): string {
	return text.split('\n')[0] ?? '';
}

/** `*` and `?` within a folder, `**` over folders, `{a,b}` for either. */
function globExpression(pattern: string): RegExp {
	const parts = pattern.split(/(\*\*\/|\*\*|\*|\?|\{[^{}]*\})/).map(part => {
		if (part === '**/') return '(?:[^/]+/)*';
		if (part === '**') return '.*';
		if (part === '*') return '[^/]*';
		if (part === '?') return '[^/]';
		if (/^\{.*\}$/.test(part)) return `(?:${part.slice(1, -1).split(',').map(literal).join('|')})`;
		return literal(part);
	});
	return new RegExp(`^${parts.join('')}$`);
}

function literal(text: string): string {
	return text.replace(/[\\^$.|?+()[\]{}*]/g, '\\$&');
}
