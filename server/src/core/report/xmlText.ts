/** Makes data safe within XML 1.0, as the text of an element or the value of an attribute in double quotes. Characters that XML cannot hold are shown as escapes. */

import { visibleText } from './visibleText';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** One line; line breaks in it become visible. */
export function xmlText(text: string): string {
	// U+FFFE and U+FFFF are no characters of XML (https://www.w3.org/TR/xml/#charsets), and no class of Unicode that `visibleText` knows.
	const shown = visibleText(text).replace(/[\ufffe\uffff]/g, character => `\\u{${character.charCodeAt(0).toString(16)}}`);
	return shown.replace(/[&<>"']/g, character => entities[character] ?? character);
}
