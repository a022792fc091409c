import { expect, test } from 'vitest';
import { renderPage } from '../../../client/src/panel/page';

const page = renderPage({
	nonce: 'n0nce',
	script: 'https://resource/panel.js',
	style: 'https://resource/panel.css',
	spec: 'file:///a"><b>.yaml',
});

test('only the style and the script of the bundle may be loaded', () => {
	const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
	expect(policy).toBe("default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'");
	expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(match => match[1])).toEqual([
		'https://resource/panel.css',
		'https://resource/panel.js',
	]);
	expect(page).not.toMatch(/\son\w+=|\sstyle=/);
});

test('a name of a file ends nothing', () => {
	expect(page).toContain('data-spec="file:///a&#34;&#62;&#60;b&#62;.yaml"');
});
