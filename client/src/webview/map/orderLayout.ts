/** Where the mappings stand in the drawing of the load order: a column for each step, parents to the left of what refers to them. */

import type { CoverageOrder, OrderedMapping } from '../../../../server/src/core/report/coverageMap';

export interface OrderBox extends OrderedMapping {
	readonly step: number;
	readonly x: number;
	readonly y: number;
}

export interface OrderArrow {
	readonly child: string;
	readonly parent: string;
	/** `customer_id`, or `lookup`. */
	readonly label: string;
	readonly path: string;
	readonly isInCycle: boolean;
}

export interface OrderLayout {
	readonly boxes: readonly OrderBox[];
	readonly arrows: readonly OrderArrow[];
	readonly width: number;
	readonly height: number;
}

export const boxWidth = 170;
export const boxHeight = 26;
const gapX = 90;
const gapY = 12;
const margin = 12;
const head = 24;

export function orderLayout({ steps, references, cycles }: CoverageOrder): OrderLayout {
	const boxes = steps.flatMap((mappings, step) =>
		mappings.map((mapping, index) => ({
			...mapping,
			step,
			x: margin + step * (boxWidth + gapX),
			y: margin + head + index * (boxHeight + gapY),
		})),
	);
	const byName = new Map(boxes.map(box => [box.name, box]));
	const inCycle = (one: string, other: string) => cycles.some(cycle => cycle.includes(one) && cycle.includes(other));
	const arrows = references.flatMap(({ child, parent, columns }): readonly OrderArrow[] => {
		const [start, end] = [byName.get(parent), byName.get(child)];
		if (!start || !end || child === parent) return [];
		const label = columns.length > 0 ? columns.join(', ') : 'lookup';
		return [{ child, parent, label, path: arrowPath(start, end), isInCycle: inCycle(child, parent) }];
	});
	return {
		boxes,
		arrows,
		width: margin * 2 + Math.max(1, steps.length) * (boxWidth + gapX) - gapX,
		height: margin * 2 + head + Math.max(1, ...steps.map(step => step.length)) * (boxHeight + gapY) - gapY,
	};
}

/** From the right side of the parent to the left side of the child; within a step along its right side. */
function arrowPath(start: OrderBox, end: OrderBox): string {
	const [y, endY] = [start.y + boxHeight / 2, end.y + boxHeight / 2];
	const x = start.x + boxWidth;
	if (start.step === end.step) return `M${x} ${y} C${x + gapX / 2} ${y} ${x + gapX / 2} ${endY} ${x} ${endY}`;
	const middle = (x + end.x) / 2;
	return `M${x} ${y} C${middle} ${y} ${middle} ${endY} ${end.x} ${endY}`;
}
