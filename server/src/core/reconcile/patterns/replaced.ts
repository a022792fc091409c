/** Values for which there is no better explanation: the target has another one. */

import { type Detector, quoted, yamlScalar } from './detector';

/** Of rows with one value in the target it is the detail. */
export const replaced: Detector = {
	kind: 'replaced',
	detect: ({ target }) => replacedDetail(target),
	phrase: detail => (detail === '' ? 'differs' : `is ${quoted(detail)}`),
	minimum: () => 2,
	suggest: (detail, { name, origin }) =>
		detail === '' || origin === 'lookup'
			? undefined
			: {
					text: `Look at what makes ${yamlScalar(name)}: a "map", an "otherwise", a default of the target, or a program that runs there already.`,
				},
};

/** What is long is no code. */
export function replacedDetail(target: string): string {
	return target.length <= 60 ? target : '';
}
