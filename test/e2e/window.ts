/** What a user does and sees in a window of VS Code, as verbs. Every verb waits for what it is about to be on screen, and for nothing else. */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Window {
	readonly page: Page;
	/** Opens a file of the folder in the editor. */
	open(file: string): Promise<void>;
	/** Puts the cursor behind the first `text` of the open file. */
	putCursorBehind(text: string): Promise<void>;
	type(text: string): Promise<void>;
	press(keys: string): Promise<void>;
	/** A line on screen. */
	line(text: string): Locator;
	suggestion(label: string): Locator;
	quickFix(title: string): Locator;
	/** The numbers of errors, warnings and other problems in the status bar, as it words them. */
	problemCount(): Locator;
	/** Has the Problems view show those with `filter` only. There must be problems, or come some. */
	filterProblems(filter: string): Promise<void>;
	/** The messages in the Problems view. */
	problems(): Locator;
	/** The lens above a line on screen. */
	lens(line: string, title: string): Locator;
	/** What is in the result panel. */
	panel(): Locator;
	/** The tab of the file that the user types in. None when the focus is elsewhere. */
	focusedEditor(): Locator;
	/** Runs a command by its title, `Crosswalk: Show plan`, from the palette. */
	run(title: string): Promise<void>;
	/** Opens a container of views from the bar of activities. */
	activity(title: string): Promise<void>;
	/** A line of a tree in the side bar, of the view with this name when several have such a line. */
	item(text: string | RegExp, view?: string): Locator;
	/** Has VS Code drawn in one of its own themes, as a user who picks it. */
	setTheme(theme: keyof typeof themes): Promise<void>;
	/** Answers the question in the quick input, whose title is `title`: types over what is there, or picks what is named so. */
	answer(title: string, text: string): Promise<void>;
	/** A notification on screen. */
	notification(text: string): Locator;
	/** A question that must be answered first. */
	dialog(text: string): Locator;
	/**
	 * Reloads the window once VS Code has kept what `text` stands in: in a browser it writes its state every few seconds, and none of it when the
	 * page goes.
	 */
	reloadOnceKept(text: string): Promise<void>;
	/** How many elements are like that, in VS Code's own page and in those of webviews. */
	count(selector: string): Promise<number>;
}

/** As VS Code names them, and the class that it gives to its page. */
export const themes = {
	light: { label: 'Light Modern', kind: 'vs' },
	dark: { label: 'Dark Modern', kind: 'vs-dark' },
	contrast: { label: 'Dark High Contrast', kind: 'hc-black' },
} as const;

/** Runs in the page: all that VS Code keeps in the browser, as one text. */
const keptState = `(async () => {
	const done = request => new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
	const texts = [];
	for (const { name } of await indexedDB.databases()) {
		const database = await done(indexedDB.open(name));
		for (const store of database.objectStoreNames) texts.push(...(await done(database.transaction(store).objectStore(store).getAll())).map(String));
		database.close();
	}
	return texts.join('\\n');
})()`;

/** `read` gives the text of a file of the folder. */
export function windowOf(page: Page, read: (file: string) => string): Window {
	let opened = '';
	const list = page.locator('.quick-input-list .monaco-list-row');
	async function choose(keys: string, text: string, row: string | RegExp): Promise<void> {
		await page.keyboard.press(keys);
		await page.locator('.quick-input-widget input').first().fill(text);
		await list.filter({ hasText: row }).first().waitFor();
		await page.keyboard.press('Enter');
		await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
	}
	/** Several commands may be like the title, so that its own line is clicked. */
	async function run(title: string): Promise<void> {
		await page.keyboard.press('F1');
		await page.locator('.quick-input-widget input').first().fill(`>${title}`);
		await list.filter({ hasText: title }).first().click();
	}
	return {
		page,
		async open(file) {
			opened = file;
			await choose('Control+P', file, file);
			await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${file}"]`).waitFor();
			await page.locator('.editor-group-container.active .view-line').first().waitFor();
		},
		async putCursorBehind(text) {
			const lines = read(opened).split('\n');
			const index = lines.findIndex(line => line.includes(text));
			const line = lines[index];
			if (line === undefined) throw new Error(`"${opened}" has no line with "${text}"`);
			const [row, column] = [index + 1, line.indexOf(text) + text.length + 1];
			await choose('Control+G', `:${row}:${column}`, new RegExp(`\\b${row}\\b`));
			await page.getByRole('button', { name: `Ln ${row}, Col ${column}` }).waitFor();
		},
		type: text => page.keyboard.type(text),
		press: keys => page.keyboard.press(keys),
		line: text => page.locator('.view-line', { hasText: text }),
		suggestion: label => page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first(),
		quickFix: title => page.locator('.action-widget .monaco-list-row', { hasText: title }).first(),
		problemCount: () => page.locator('[id="status.problems"] a'),
		async filterProblems(filter) {
			const view = page.locator('.markers-panel');
			// The keys close a view that is open.
			if (!(await view.isVisible())) {
				await page.keyboard.press('Control+Shift+M');
				// What is filled in while the view is being drawn filters nothing.
				await view.locator('.monaco-list-row').first().waitFor();
			}
			await page.locator('.viewpane-filter-container input').fill(filter);
		},
		problems: () => page.locator('.markers-panel .marker-message'),
		lens: (line, title) => {
			const text = JSON.stringify(line);
			return page
				.locator(`.codelens-decoration a:visible:has-text(${JSON.stringify(title)}):above(.view-line:has-text(${text}), 60)`)
				.first();
		},
		panel: () => page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('#page'),
		focusedEditor: () => page.locator('.editor-group-container:has(.monaco-editor :focus) .tab.active'),
		run,
		async activity(title) {
			await page.locator(`.activitybar .action-item a[aria-label^="${title}"]`).click();
			await page.locator(`.sidebar .composite.title:has-text("${title}")`).waitFor();
		},
		item: (text, view) => {
			const within = view === undefined ? page.locator('.sidebar') : page.locator(`.pane:has(.pane-header[aria-label^="${view}"])`);
			return within.locator('.monaco-list-row', { hasText: text }).first();
		},
		async setTheme(theme) {
			const { label, kind } = themes[theme];
			await run('Preferences: Color Theme');
			await page.locator('.quick-input-widget input[placeholder^="Select Color Theme"]').fill(label);
			await list.filter({ hasText: label }).first().click();
			await page.locator(`.monaco-workbench.${kind}`).waitFor();
		},
		async answer(title, text) {
			const question = page.locator('.quick-input-widget:visible', { hasText: title });
			await question.waitFor();
			const choices = question.locator('.monaco-list-row', { hasText: text });
			await question.locator('input').first().fill(text);
			if ((await question.locator('.quick-input-list:visible').count()) > 0) await choices.first().waitFor();
			await page.keyboard.press('Enter');
			await question.waitFor({ state: 'hidden' });
		},
		notification: text => page.locator('.notification-toast', { hasText: text }),
		dialog: text => page.locator('.monaco-dialog-box', { hasText: text }),
		async reloadOnceKept(text) {
			await expect.poll(() => page.evaluate<string>(keptState)).toContain(text);
			await page.reload();
		},
		async count(selector) {
			const counts = await Promise.all(page.frames().map(frame => frame.locator(selector).count()));
			return counts.reduce((sum, one) => sum + one, 0);
		},
	};
}
