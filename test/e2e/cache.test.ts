import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { filledOnce } from './cache';

let cache: string;
beforeEach(() => {
	cache = mkdtempSync(path.join(tmpdir(), 'crosswalk-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const fill = (text: string) => async (folder: string) => writeFileSync(path.join(folder, text), '');
const fail = () => Promise.reject(new Error('no network'));

test('a folder is filled once, and one that could not be filled is not there', async () => {
	await expect(filledOnce('vscode', fail, cache)).rejects.toThrow('no network');
	expect(readdirSync(cache)).toEqual([]);
	await filledOnce('vscode', fill('first'), cache);
	await filledOnce('vscode', fail, cache);
	expect(readdirSync(path.join(cache, 'vscode'))).toEqual(['first']);
});

test('of two that fill a folder at once, one is kept', async () => {
	const folders = await Promise.all([filledOnce('vscode', fill('text'), cache), filledOnce('vscode', fill('text'), cache)]);
	expect(folders).toEqual([path.join(cache, 'vscode'), path.join(cache, 'vscode')]);
	expect(readdirSync(cache)).toEqual(['vscode']);
});

test('what a killed run left goes, and what another run is filling stays', async () => {
	const { pid: ended } = spawnSync(process.execPath, ['--eval', '']);
	mkdirSync(path.join(cache, `unfinished-${ended}-AbCdEf`, 'node_modules'), { recursive: true });
	mkdirSync(path.join(cache, `unfinished-${process.ppid}-AbCdEf`));
	await filledOnce('vscode', fill('text'), cache);
	expect(readdirSync(cache).sort()).toEqual([`unfinished-${process.ppid}-AbCdEf`, 'vscode']);
});
