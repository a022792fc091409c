/** Name patterns of `copy` and `ignore`: `*` stands for any text, `?` for one character; everything else for itself. */

export interface Pattern {
	matches(name: string): boolean;
	/** The texts that the wildcards stand for in `name`, or undefined when it does not match. A `*` takes as little as it can. */
	captures(name: string): readonly string[] | undefined;
	/** Whether there is a wildcard at all. */
	readonly isWild: boolean;
}

export function compilePattern(text: string): Pattern {
	const source = [...text].map(character => (character === '*' ? '(.*?)' : character === '?' ? '(.)' : literal(character))).join('');
	const expression = new RegExp(`^${source}$`, 'su');
	return {
		matches: name => expression.test(name),
		captures: name => expression.exec(name)?.slice(1),
		isWild: /[*?]/.test(text),
	};
}

function literal(character: string): string {
	return /[\\^$.|+()[\]{}/]/.test(character) ? `\\${character}` : character;
}
