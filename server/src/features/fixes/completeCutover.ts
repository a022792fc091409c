/** Writes what a step or the cutover lacks: an owner, a way back, the point of no return, a freeze. */

import { cutoverOf } from '../../core/strategy/cutover';
import type { Fix, FixContext } from './fix';
import { insertAtTop } from './insert';

export function completeCutover({ facts, problem }: FixContext): readonly Fix[] {
	const { cutover } = facts.spec;
	const { step, starts, ends } = problem.data ?? {};
	const write = (title: string, path: readonly string[], key: string, value: string): readonly Fix[] => {
		const edit = insertAtTop(facts, ['cutover', ...path], key, value);
		return edit ? [{ title, edit }] : [];
	};
	switch (problem.code) {
		case 'step-without-owner': {
			const [first] = cutover ? cutoverOf(cutover).roles : [];
			return write(`Give "${step}" an owner`, ['steps', String(step)], 'owner', first?.name.text ?? 'role');
		}
		case 'step-without-rollback':
			return [
				...write(`Write how "${step}" is undone`, ['steps', String(step)], 'rollback', '{ do: how, duration: 10m }'),
				...write(`There is nothing to undo of "${step}"`, ['steps', String(step)], 'rollback', '{ do: Nothing to undo, duration: 0m }'),
			];
		case 'no-point-of-no-return':
			return write(`Make "${step}" the point of no return`, ['steps', String(step)], 'point_of_no_return', 'true');
		case 'freeze-missing':
			return starts === undefined
				? []
				: write('Freeze from the first step on', [], 'freeze', `{ systems: [system], starts: ${starts}, ends: ${ends} }`);
		default:
			return [];
	}
}
