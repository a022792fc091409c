/** Reads the argument of a transform as its row in the table wants it. Says what is wrong with it in one sentence. Never throws. */

import type { Span } from '../base/span';
import type { Literal, SqlScalar, TransformArgument, TransformCall } from '../spec/spec';

export interface Parameter {
	readonly name: string;
	readonly kind: 'text' | 'whole-number' | 'number' | 'format' | 'zone' | 'uuid';
	/** Of a whole number. */
	readonly least?: number;
	readonly words?: readonly string[];
	readonly optional?: true;
}

/** What a transform wants. */
export type ArgumentShape =
	| { readonly kind: 'none' }
	/** `name: x`. */
	| { readonly kind: 'one'; readonly parameter: Parameter }
	/** `name: [x, y]`. */
	| { readonly kind: 'list'; readonly parameters: readonly Parameter[] }
	/** `name: { key: x }`. */
	| { readonly kind: 'options'; readonly parameters: readonly Parameter[] }
	/** `name: { key: [x, y] }`. */
	| { readonly kind: 'lists'; readonly keys: readonly string[] }
	/** One or several SQL expressions. */
	| { readonly kind: 'sql'; readonly several: boolean };

export interface Arguments {
	/** In the order of the parameters; an optional one that is absent is not there. */
	readonly texts: readonly string[];
	/** Of the shape `lists`. */
	readonly lists: ReadonlyMap<string, readonly Literal[]>;
	/** Of the shape `sql`. */
	readonly expressions: readonly SqlScalar[];
}

export interface ArgumentProblem {
	readonly message: string;
	readonly span: Span;
}

export type ReadArguments =
	| { readonly arguments: Arguments; readonly problem?: undefined }
	| { readonly arguments?: undefined; readonly problem: ArgumentProblem };

export function readArguments(shape: ArgumentShape, call: TransformCall): ReadArguments {
	const { argument } = call;
	const wrong = (message: string, span: Span = call.span): ReadArguments => ({ problem: { message, span } });
	const items = argument === undefined || argument.kind === 'map' ? undefined : itemsOf(argument);
	switch (shape.kind) {
		case 'none':
			return argument === undefined ? read({}) : wrong(`"${call.name.text}" takes no argument`);
		case 'one':
			return items?.length === 1
				? readTexts([shape.parameter], items, wrong)
				: wrong(`"${call.name.text}" wants ${wanted(shape.parameter)}`);
		case 'list': {
			const required = shape.parameters.filter(parameter => !parameter.optional).length;
			const count = items?.length ?? 0;
			if (!items || count < required || count > shape.parameters.length)
				return wrong(`"${call.name.text}" wants ${listed(shape.parameters)}`);
			return readTexts(shape.parameters, items, wrong);
		}
		case 'options':
			return readOptions(shape.parameters, call, wrong);
		case 'lists':
			return readLists(shape.keys, call, wrong);
		case 'sql':
			if (!items || items.length === 0 || (!shape.several && items.length > 1)) {
				return wrong(`"${call.name.text}" wants ${shape.several ? 'a list of SQL expressions' : 'one SQL expression'}`);
			}
			return read({ expressions: items.map(item => item.sql) });
	}
}

/** For help and messages: how the transform is written. */
export function renderUsage(name: string, shape: ArgumentShape): string {
	switch (shape.kind) {
		case 'none':
			return name;
		case 'one':
			return `${name}: ${shape.parameter.words?.join('|') ?? shape.parameter.name}`;
		case 'list':
			return `${name}: [${shape.parameters.map(parameter => parameter.name).join(', ')}]`;
		case 'options':
			return `${name}: { ${shape.parameters.map(parameter => `${parameter.name}: n`).join(', ')} }`;
		case 'lists':
			return `${name}: { ${shape.keys.map(key => `${key}: [...]`).join(', ')} }`;
		case 'sql':
			return shape.several ? `${name}: [expression, ...]` : `${name}: expression`;
	}
}

type Item = { readonly value: Literal; readonly sql: SqlScalar };
type Wrong = (message: string, span?: Span) => ReadArguments;

function itemsOf(argument: Exclude<TransformArgument, { kind: 'map' }>): readonly Item[] {
	return argument.kind === 'scalar' ? [argument] : argument.items;
}

function read(parts: Partial<Arguments>): ReadArguments {
	return { arguments: { texts: [], lists: new Map(), expressions: [], ...parts } };
}

function readTexts(parameters: readonly Parameter[], items: readonly Item[], wrong: Wrong): ReadArguments {
	const texts: string[] = [];
	for (const [index, { value }] of items.entries()) {
		const parameter = parameters[index];
		if (!parameter) break;
		if (value.text === null || !fits(parameter, value.text))
			return wrong(`"${value.text ?? 'null'}" is not ${wanted(parameter)}`, value.span);
		texts.push(value.text);
	}
	return read({ texts });
}

function readOptions(parameters: readonly Parameter[], call: TransformCall, wrong: Wrong): ReadArguments {
	const entries = call.argument?.kind === 'map' ? call.argument.entries : [];
	const unknown = entries.find(entry => !parameters.some(parameter => parameter.name === entry.key.text));
	if (unknown) return wrong(`"${call.name.text}" knows no "${unknown.key.text}"`, unknown.key.span);
	const texts: string[] = [];
	for (const parameter of parameters) {
		const value = entries.find(entry => entry.key.text === parameter.name)?.values[0];
		if (value === undefined || value.text === null) return wrong(`"${call.name.text}" wants "${parameter.name}", ${wanted(parameter)}`);
		if (!fits(parameter, value.text)) return wrong(`"${value.text}" is not ${wanted(parameter)}`, value.span);
		texts.push(value.text);
	}
	return read({ texts });
}

function readLists(keys: readonly string[], call: TransformCall, wrong: Wrong): ReadArguments {
	const entries = call.argument?.kind === 'map' ? call.argument.entries : [];
	const unknown = entries.find(entry => !keys.includes(entry.key.text));
	if (unknown) return wrong(`"${call.name.text}" knows no "${unknown.key.text}", only ${quotedList(keys)}`, unknown.key.span);
	if (entries.length === 0) return wrong(`"${call.name.text}" wants lists of values for ${quotedList(keys)}`);
	return read({ lists: new Map(entries.map(entry => [entry.key.text, entry.values])) });
}

function fits(parameter: Parameter, text: string): boolean {
	if (parameter.words) return parameter.words.includes(text);
	switch (parameter.kind) {
		case 'text':
		case 'format':
			return !text.includes('\0');
		case 'whole-number':
			return /^-?\d{1,6}$/.test(text) && Number(text) >= (parameter.least ?? Number.NEGATIVE_INFINITY);
		case 'number':
			return /^-?\d{1,30}(\.\d{1,30})?$/.test(text);
		case 'zone':
			return /^(UTC|GMT|[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/.test(text);
		case 'uuid':
			return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
	}
}

function wanted(parameter: Parameter): string {
	if (parameter.words) return `one of ${quotedList(parameter.words)}`;
	switch (parameter.kind) {
		case 'text':
			return 'a text';
		case 'whole-number':
			return parameter.least === undefined ? 'a whole number' : `a whole number of at least ${parameter.least}`;
		case 'number':
			return 'a number';
		case 'format':
			return 'a format such as YYYYMMDD';
		case 'zone':
			return 'the name of a time zone such as Europe/Berlin';
		case 'uuid':
			return 'a UUID';
	}
}

function listed(parameters: readonly Parameter[]): string {
	return `a list of ${parameters.map(parameter => `${parameter.name}${parameter.optional ? ' (may be left out)' : ''}`).join(', ')}`;
}

function quotedList(words: readonly string[]): string {
	return words.map(word => `"${word}"`).join(', ');
}
