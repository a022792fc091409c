/** The table of all transforms. Completion, hover, the docs and the compiler read this one. */

import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import type { TransformCall } from '../spec/spec';
import { readArguments } from './arguments';
import { otherTransforms } from './otherTransforms';
import { impossible, type Step, type StepContext, type Value } from './step';
import { textTransforms } from './textTransforms';
import { timeTransforms } from './timeTransforms';
import type { Transform } from './transform';

export const transforms: ReadonlyMap<string, Transform> = new Map(
	[...textTransforms, ...timeTransforms, ...otherTransforms].map(one => [one.name, one]),
);

/** What is wrong with a call: codes `unknown-transform` and `invalid-value`. */
export function checkTransform(call: TransformCall): readonly Finding[] {
	const transform = transforms.get(call.name.text);
	if (!transform) {
		const nearest = nearestName(call.name.text, transforms.keys());
		const data = nearest === undefined ? undefined : { replacement: nearest };
		return [{ code: 'unknown-transform', span: call.name.span, args: { transform: call.name.text, nearest }, data }];
	}
	const read = readArguments(transform.argument, call);
	if (read.problem) return [{ code: 'invalid-value', span: read.problem.span, args: { message: read.problem.message } }];
	const message = transform.checkArguments?.(read.arguments);
	return message === undefined ? [] : [{ code: 'invalid-value', span: call.argument ? argumentSpan(call) : call.span, args: { message } }];
}

/** A transform as SQL. One that cannot work refuses every value and says why. */
export function compileTransform(value: Value, call: TransformCall, context: StepContext): Step {
	const transform = transforms.get(call.name.text);
	if (!transform) return impossible(value, 'text', `there is no transform "${call.name.text}"`);
	const read = readArguments(transform.argument, call);
	if (read.problem) return impossible(value, 'text', read.problem.message);
	return transform.compile(value, read.arguments, context);
}

function argumentSpan(call: TransformCall): Finding['span'] {
	const { argument } = call;
	return argument?.kind === 'scalar' ? argument.value.span : argument?.kind === 'list' ? argument.span : call.span;
}
