/** A text without the full stop at its end, so that it can stand inside a sentence. */
export function withoutDot(text: string): string {
	return text.replace(/\.\s*$/, '');
}
