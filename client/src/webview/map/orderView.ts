/** The load order of a spec's mappings as a drawing, and as a list for those who do not see it. */

import { html, nothing, svg, type TemplateResult } from 'lit';

import type { CoverageOrder } from '../../../../server/src/core/report/coverageMap';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import type { Page } from '../state';
import { boxHeight, boxWidth, type OrderBox, orderLayout } from './orderLayout';

/** More boxes than this nobody follows with the eye, and drawing them takes seconds. */
const mostBoxes = 400;

export function orderView(page: Page, order: CoverageOrder): TemplateResult {
	const { boxes, arrows, width, height } = orderLayout(order);
	if (boxes.length === 0) return html`<p class="note">There is no mapping.</p>`;
	if (boxes.length > mostBoxes) {
		const steps = order.steps.map(step => step.length).join(', then ');
		return html`<p class="note">${boxes.length} mappings are more than can be followed here: ${steps} side by side. <em>Save load order as SVG</em> draws them all.</p>`;
	}
	const cycles = order.cycles.map(
		cycle => html`<p class="notice">These refer to each other in a circle: ${visibleText(cycle.join(' → '))}</p>`,
	);
	return html`${cycles}<div class="order" role="group" aria-label="Load order" tabindex="0">
		<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
			<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 L8 4 L0 8 z"></path></marker></defs>
			${order.steps.map((_, step) => svg`<text class="step" x=${boxes.find(box => box.step === step)?.x ?? 0} y="18">Step ${step + 1}</text>`)}
			${arrows.map(({ path, isInCycle, child, parent, label }) => svg`<path class=${isInCycle ? 'arrow cycle' : 'arrow'} d=${path} marker-end="url(#arrow)"><title>${visibleText(`${child} refers to ${parent}: ${label}`)}</title></path>`)}
			${boxes.map(box => boxView(page, box))}
		</svg>
	</div>
	<details><summary>As a list</summary><ol>${order.steps.map(step => html`<li><ul>${step.map(({ name, place }) => html`<li>${placeView(page, place, name)}${parentsText(order, name)}</li>`)}</ul></li>`)}</ol></details>`;
}

function boxView(page: Page, { name, x, y, place }: OrderBox): unknown {
	const open = () => place && page.send({ kind: 'open', uri: place.uri, line: place.line });
	return svg`<g class="box" @click=${open}><rect x=${x} y=${y} width=${boxWidth} height=${boxHeight} rx="4"></rect><text x=${x + 8} y=${y + 17}>${shortened(name)}</text><title>${visibleText(name)}</title></g>`;
}

/** As much as a box holds. */
function shortened(name: string): string {
	const shown = visibleText(name);
	return shown.length > 22 ? `${shown.slice(0, 21)}…` : shown;
}

function parentsText({ references }: CoverageOrder, name: string): string | typeof nothing {
	const own = references.filter(({ child, parent }) => child === name && parent !== name);
	if (own.length === 0) return nothing;
	return `, after ${own.map(({ parent, columns }) => visibleText(columns.length > 0 ? `${parent} (${columns.join(', ')})` : parent)).join(', ')}`;
}
