/** The strategy document from its model to its formats: the executive summary, the five parts, the appendices and the page to sign, in one language. */

import type { SpecFacts } from '../mapping/facts';
import { timelineOf } from '../strategy/timeline';
import { renderCutoverSvg } from './cutoverSvg';
import { approachBlocks } from './document/approach';
import type { RenderedDocument } from './document/blocks';
import { glossaryBlocks, responsibilityBlocks, signOffBlocks } from './document/closing';
import { communicationBlocks, cutoverBlocks } from './document/cutover';
import { renderDocumentHtml } from './document/html';
import { ledgerBlocks, mappingBlocks, tableBlocks } from './document/mapping';
import { renderDocumentMarkdown } from './document/markdown';
import { riskBlocks } from './document/risks';
import { summaryBlocks } from './document/summary';
import { checkBlocks, validationBlocks } from './document/validation';
import type { StrategyDocument } from './documentModel';
import { renderRiskSvg } from './riskSvg';
import { de } from './words/de';
import { en, type Words } from './words/en';

export type DocumentLanguage = 'en' | 'de';
export type DocumentFormat = 'html' | 'markdown';

const languages: Readonly<Record<DocumentLanguage, Words>> = { en, de };

export function wordsOf(language: DocumentLanguage): Words {
	return languages[language];
}

/** The drawings of a document; left out where nothing shows them. */
export interface Drawings {
	readonly timeline?: string;
	readonly risks?: string;
}

export function documentDrawings(facts: SpecFacts, { name, plan }: StrategyDocument, w: Words): Drawings {
	const timeline = timelineOf(facts);
	return {
		...(timeline
			? { timeline: renderCutoverSvg(timeline, { title: w.cutover.timelineTitle(name), id: 'timeline-drawing', say: w.say }) }
			: {}),
		risks: renderRiskSvg(plan.risks, { id: 'risk-drawing', say: w.say }),
	};
}

export function renderDocument(document: StrategyDocument, drawings: Drawings, language: DocumentLanguage, format: DocumentFormat): string {
	const w = wordsOf(language);
	return renderBlocks(documentBlocks(document, drawings, w), format);
}

export function renderBlocks(rendered: RenderedDocument, format: DocumentFormat): string {
	return format === 'html' ? renderDocumentHtml(rendered) : renderDocumentMarkdown(rendered);
}

function documentBlocks(document: StrategyDocument, { timeline, risks }: Drawings, w: Words): RenderedDocument {
	return {
		title: w.title(document.name),
		subtitle: w.subtitle(document.spec, document.signOff.hash.slice(0, 16)),
		language: w.language,
		contentsTitle: w.contents,
		skip: w.skip,
		blocks: [
			...summaryBlocks(document, w),
			...approachBlocks(document, w),
			...mappingBlocks(document, w),
			...validationBlocks(document, w),
			...cutoverBlocks(document, timeline, w),
			...riskBlocks(document, risks, w),
			...tableBlocks(document, w),
			...ledgerBlocks(document, w),
			...checkBlocks(document, w),
			...responsibilityBlocks(document, w),
			...communicationBlocks(document, w),
			...glossaryBlocks(w),
			...signOffBlocks(document, w),
		],
	};
}
