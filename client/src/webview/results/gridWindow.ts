/** Which lines of a grid are in sight, when every line is as high as the next. */

export interface GridWindow {
	/** The first line that is drawn, and the one behind the last. */
	readonly first: number;
	readonly end: number;
}

/** Lines drawn beyond what is in sight, on either side: a key or a wheel moves no further before the next frame. */
const beyond = 12;

export function gridWindow(scrollTop: number, height: number, lineHeight: number, count: number): GridWindow {
	const top = Math.max(0, Math.floor(scrollTop / lineHeight));
	const first = Math.max(0, Math.min(top - beyond, count - 1));
	return { first, end: Math.min(count, Math.max(first, top) + Math.ceil(height / lineHeight) + beyond) };
}

/** Where to scroll so that a line is in sight; where it is when it is. `head` covers the top. */
export function scrollTo(line: number, scrollTop: number, height: number, lineHeight: number, head: number): number {
	const [top, bottom] = [line * lineHeight, (line + 1) * lineHeight + head];
	if (top < scrollTop) return top;
	return bottom > scrollTop + height ? bottom - height : scrollTop;
}
