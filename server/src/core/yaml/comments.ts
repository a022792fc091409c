/** Finds comments, which js-yaml passes over in silence. Knows what is text from the one who reads the tree. */

import { lineEnd, lineStart, startsComment } from './characters';
import type { YamlComment } from './nodes';

export interface CommentFinder {
	/** Takes the comments between the last text and the one from `start` to `end`, in which `#` is no comment. To be called in order. */
	passText(start: number, end: number): void;
	/** What was found, in order. */
	readonly comments: readonly YamlComment[];
}

export function commentFinder(text: string): CommentFinder {
	const comments: YamlComment[] = [];
	// The next `#` that was not looked at, or -1: so that a text without comments is searched once and not from every scalar on.
	let hash = text.indexOf('#');
	return {
		comments,
		passText(start, end) {
			while (hash >= 0 && hash < start) {
				if (startsComment(text, hash)) {
					const comment = commentAt(text, hash);
					comments.push(comment);
					hash = text.indexOf('#', comment.end);
				} else hash = text.indexOf('#', hash + 1);
			}
			if (hash >= 0 && hash < end) hash = text.indexOf('#', end);
		},
	};
}

function commentAt(text: string, start: number): YamlComment {
	const end = lineEnd(text, start);
	const alone = text.slice(lineStart(text, start), start).trim() === '';
	return { start, end, text: text.slice(start + 1, end).trim(), alone };
}
