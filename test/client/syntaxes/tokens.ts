/** Tokenizes migration specs as VS Code does, with a small stand-in for its SQL grammar. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'vitest';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

import { textOf } from '../../support/project';

export const grammarFile = 'client/syntaxes/migration-spec.tmLanguage.json';

/** Enough of SQL to see it begin and end, with the rules that go on over lines when a quote is not closed. */
const sql = JSON.stringify({
	scopeName: 'source.sql',
	patterns: [
		{ match: '(?i)\\b(?:select|from|where|is|not|null|and)\\b', name: 'keyword.other.sql' },
		{ begin: "'", end: "'", name: 'string.quoted.single.sql' },
		{ begin: '/\\*', end: '\\*/', name: 'comment.block.sql' },
	],
});

const registry = new Registry({
	onigLib: loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')).buffer).then(() => ({
		createOnigScanner,
		createOnigString,
	})),
	loadGrammar: async scopeName =>
		scopeName === 'source.sql' ? parseRawGrammar(sql, 'sql.json') : parseRawGrammar(textOf(grammarFile), grammarFile),
});

/** Expects every character between `<|` and `|>`, spaces aside, to have a scope that starts with `scope`, and none outside of them. */
export async function checkScope(scope: string, marked: string): Promise<void> {
	const text = marked.replace(/<\||\|>/g, '');
	const scopes = await scopesOf(text);
	let shown = '';
	let isInside = false;
	[...text].forEach((character, i) => {
		const has = scopes[i]?.some(one => one.startsWith(scope)) ?? false;
		if (has !== isInside && character.trim() !== '') {
			shown += has ? '<|' : '|>';
			isInside = has;
		}
		shown += character;
	});
	expect(shapeOf(`${shown}${isInside ? '|>' : ''}`)).toBe(shapeOf(marked));
}

/** The white space at the edges of a range is of no matter. */
function shapeOf(marked: string): string {
	return marked.replace(/\s*\|>\s*/g, '|>\n').trim();
}

/** The scopes of every character. */
async function scopesOf(text: string): Promise<readonly (readonly string[])[]> {
	const grammar = await registry.loadGrammar('source.migration-spec');
	if (!grammar) throw new Error('There is no grammar');
	const scopes: (readonly string[])[] = [];
	let stack = INITIAL;
	for (const line of text.split('\n')) {
		const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
		for (let i = 0; i <= line.length; i++) scopes.push(tokens.find(token => token.startIndex <= i && i < token.endIndex)?.scopes ?? []);
		stack = ruleStack;
	}
	return scopes;
}
