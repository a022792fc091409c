/** One row of the table of transforms. */

import type { ArgumentShape, Arguments } from './arguments';
import type { Step, StepContext, Value } from './step';

export interface Transform {
	readonly name: string;
	readonly argument: ArgumentShape;
	/** What goes in and what comes out, in words for help and hover. */
	readonly input: string;
	readonly output: string;
	/** One line. */
	readonly help: string;
	/** Whether it can refuse a row. */
	readonly mayReject: boolean;
	/** What is wrong with an argument of the right shape; undefined: nothing. */
	readonly checkArguments?: (given: Arguments) => string | undefined;
	/** The SQL for PostgreSQL. The arguments have been checked. */
	readonly compile: (value: Value, given: Arguments, context: StepContext) => Step;
}
