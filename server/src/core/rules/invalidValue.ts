/**
 * A value outside of what its key allows: an unknown word, a number out of range, an argument that a transform cannot take, a file that is
 * not what it should be.
 *
 * **Why it matters.** The value means nothing here, and guessing would change what the spec says.
 *
 * **What to do.** Use one of the values that the message names.
 */

import { parseTypeName } from '../catalog/typeName';
import { checkTransform } from '../transform/transforms';
import { capitalized, didYouMean, type MappingRule } from './rule';
import { columnSources, transformCalls } from './unknownTransform';

export const invalidValue: MappingRule = {
	code: 'invalid-value',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A value that is not allowed',
	scope: 'mapping',
	message: ({ key, value, allowed, problem, nearest, message }) => {
		if (message !== undefined) return `${capitalized(message)}; as it stands, every row would be rejected`;
		if (problem !== undefined) return `"${value}" cannot be used for "${key}", so what it should bring is missing: ${problem}`;
		if (value === key) return `"${value}" cannot be a name here, so nothing could refer to it; write ${allowed}`;
		return `"${value}" means nothing to "${key}"${didYouMean(nearest, `write ${allowed}`)}${nearest === undefined ? '' : ` It must be ${allowed}`}`;
	},
	check({ mapping }, _surroundings, report) {
		for (const call of transformCalls(mapping)) {
			for (const { code, span, args } of checkTransform(call)) if (code === 'invalid-value') report(span, args);
		}
		for (const { cast } of columnSources(mapping)) {
			if (cast && !parseTypeName(cast.text))
				report(cast.span, { message: `"cast" wants the name of a type such as numeric(12,2), and "${cast.text}" is none` });
		}
	},
};
