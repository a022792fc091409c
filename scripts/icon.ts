/** Draws the extension's icon, client/icons/crosswalk.png: rows of a source and a target, joined where they belong together. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const size = 128;
/** Samples per pixel and axis: what makes the edges smooth. */
const samples = 4;

type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];

const ground: Colour = [0x12, 0x34, 0x3b];
const row: Colour = [0xe9, 0xf1, 0xee];
const thread: Colour = [0xf2, 0xb1, 0x34];

/** Which row of the source becomes which row of the target. */
const threads: readonly Point[] = [
	[0, 1],
	[1, 0],
	[2, 2],
];

mkdirSync('client/icons', { recursive: true });
writeFileSync('client/icons/crosswalk.png', png());

function png(): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(size, 0);
	header.writeUInt32BE(size, 4);
	// Eight bits a channel; red, green, blue, alpha.
	header.set([8, 6, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(scanlines())), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/** Each line begins with its filter, which is none. */
function scanlines(): Buffer {
	return Buffer.concat(
		Array.from({ length: size }, (_, y) => Buffer.from([0, ...Array.from({ length: size }, (_, x) => pixel(x, y)).flat()])),
	);
}

function pixel(x: number, y: number): number[] {
	const sum = [0, 0, 0];
	let covered = 0;
	for (let i = 0; i < samples * samples; i++) {
		const colour = colourAt([x + ((i % samples) + 0.5) / samples, y + (Math.floor(i / samples) + 0.5) / samples]);
		if (!colour) continue;
		covered++;
		for (const channel of [0, 1, 2]) sum[channel] = (sum[channel] ?? 0) + (colour[channel] ?? 0);
	}
	return [...sum.map(value => Math.round(value / Math.max(1, covered))), Math.round((255 * covered) / samples ** 2)];
}

/** Undefined outside of the rounded square. */
function colourAt(point: Point): Colour | undefined {
	if (boxDistance(point, [64, 64], [62, 62], 24) > 0) return undefined;
	const isRow = [0, 1, 2].some(index => [28, 100].some(x => boxDistance(point, [x, rowY(index)], [14, 8], 4) <= 0));
	if (isRow) return row;
	const isThread = threads.some(([source, target]) => lineDistance(point, [44, rowY(source)], [84, rowY(target)]) <= 3.5);
	return isThread ? thread : ground;
}

function rowY(index: number): number {
	return 36 + 28 * index;
}

function boxDistance([x, y]: Point, [centreX, centreY]: Point, [halfWidth, halfHeight]: Point, radius: number): number {
	const dx = Math.max(Math.abs(x - centreX) - halfWidth + radius, 0);
	const dy = Math.max(Math.abs(y - centreY) - halfHeight + radius, 0);
	return Math.hypot(dx, dy) - radius;
}

function lineDistance([x, y]: Point, [startX, startY]: Point, [endX, endY]: Point): number {
	const along = ((x - startX) * (endX - startX) + (y - startY) * (endY - startY)) / ((endX - startX) ** 2 + (endY - startY) ** 2);
	const t = Math.max(0, Math.min(1, along));
	return Math.hypot(x - startX - t * (endX - startX), y - startY - t * (endY - startY));
}
