/** A name that leads to its line in the spec; only the name where there is no such line. */

import { html, type TemplateResult } from 'lit';

import type { PanelPlace } from '../../../server/src/core/report/panelModel';
import { visibleText } from '../../../server/src/core/report/visibleText';
import type { Page } from './state';

export function placeView(page: Pick<Page, 'send'>, place: PanelPlace | undefined, name: string, tabIndex = 0): TemplateResult {
	const text = visibleText(name);
	if (!place) return html`${text}`;
	const { uri, line, file } = place;
	const open = (event: Event) => {
		event.stopPropagation();
		page.send({ kind: 'open', uri, line });
	};
	return html`<button type="button" class="place" tabindex=${tabIndex} title="${file}:${line + 1}" @click=${open}>${text}</button>`;
}
