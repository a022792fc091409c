import { expect, test } from 'vitest';
import { renderPage } from '../../../client/src/panel/page';

const page = renderPage({ nonce: 'n0nce', script: 'https://resource/panel.js', style: 'https://resource/panel.css' });

test('only the style and the script of the bundle may be loaded', () => {
	const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
	expect(policy).toBe("default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'");
	expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(match => match[1])).toEqual([
		'https://resource/panel.css',
		'https://resource/panel.js',
	]);
	expect(page).not.toMatch(/\son\w+=|\sstyle=/);
});

test('progress is read out, and its numbers are not', () => {
	expect(page).toContain('<span id="what" role="status"></span>');
	expect(page).toContain('<span id="numbers"></span>');
});
