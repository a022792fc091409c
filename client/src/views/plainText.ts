/** A text of a database or of a spec, as Markdown that shows nothing but the text. */
export function plainText(text: string): string {
	return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@]/g, '\\$&').replace(/\s+/g, ' ');
}
