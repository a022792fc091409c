/** A document in memory, for code of the browser. Imported before whatever takes the document when it is loaded. */

import { Window } from 'happy-dom';

const window = new Window({ url: 'https://panel.test/' });
Object.assign(globalThis, { window, document: window.document, HTMLElement: window.HTMLElement, Element: window.Element });
