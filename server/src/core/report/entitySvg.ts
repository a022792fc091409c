/**
 * The tables of one side with their foreign keys as a drawing: parents on the left, children on the right, what stands alone below. Tells which
 * are mapped, left out or undecided. One SVG without script; whoever shows it brings the colours, or takes `entitySvgStyle`.
 */

import { fullName } from '../catalog/lookup';
import type { Coverage } from '../mapping/coverage';
import { type Html, html } from './html';
import { thousands } from './numbers';

export interface EntitySvgOptions {
	/** Told apart when a page has several. */
	readonly id?: string;
	/** Brings its own colours, for light and dark: not where a page forbids styles. */
	readonly styled?: boolean;
}

export interface Entity {
	readonly name: string;
	readonly state: 'mapped' | 'ignored' | 'unmapped';
	readonly rows?: number;
	/** Tables that it refers to. */
	readonly parents: readonly string[];
}

interface Placed extends Entity {
	readonly x: number;
	readonly y: number;
}

const boxWidth = 180;
const boxHeight = 40;
const gapX = 60;
const gapY = 14;
const edge = 8;
/** What stands alone is set in so many columns. */
const aloneColumns = 4;
/** A drawing of more is no help; what nobody uses is left out first. */
const mostEntities = 150;

/** Undefined without the side's catalog. */
export function entitiesOf(coverage: Coverage, side: 'source' | 'target'): readonly Entity[] | undefined {
	return coverage[side]?.tables.map(({ table, state }) => ({
		name: fullName(table),
		state,
		...(table.estimatedRows === undefined ? {} : { rows: table.estimatedRows }),
		parents: [...new Set(table.foreignKeys.map(({ references }) => `${references.schema}.${references.table}`))].filter(
			parent => parent !== fullName(table),
		),
	}));
}

export function renderEntitySvg(title: string, all: readonly Entity[], { id = 'entities', styled }: EntitySvgOptions = {}): string {
	const entities = all.length > mostEntities ? all.filter(({ state }) => state !== 'ignored').slice(0, mostEntities) : all;
	const { placed, width, height } = layoutOf(entities);
	const byName = new Map(placed.map(one => [one.name, one]));
	const edges = placed.flatMap(child => child.parents.flatMap(name => link(byName.get(name), child)));
	const description = entities.map(describe).join(' ');
	const style: Html | undefined = styled ? { markup: `<style>${entitySvgStyle}</style>` } : undefined;
	return html`<svg xmlns="http://www.w3.org/2000/svg" class="entities" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${style}${edges}${placed.map(box)}</svg>`
		.markup;
}

/** The colours of light and dark pages, and of print. */
export const entitySvgStyle = [
	'.entities{font:12px system-ui,sans-serif}.entities text{fill:#1f2328}.entities .entities-rows{fill:#59636e;font-size:11px}',
	'.entities .mapped{fill:#e6f0fb;stroke:#4f7fbf}.entities .ignored{fill:#f3f4f6;stroke:#b6bec8;stroke-dasharray:4 3}.entities .unmapped{fill:#fdebd8;stroke:#c4572a}',
	'.entities path{stroke:#8b95a1;fill:none}',
	'@media (prefers-color-scheme:dark){.entities text{fill:#e6edf3}.entities .entities-rows{fill:#9198a1}.entities .mapped{fill:#15263b;stroke:#6fa1e0}',
	'.entities .ignored{fill:#1f2428;stroke:#57606a}.entities .unmapped{fill:#3b2314;stroke:#e8835a}.entities path{stroke:#6b7681}}',
].join('');

function describe({ name, state, parents }: Entity): string {
	const words = { mapped: 'mapped', ignored: 'left out', unmapped: 'undecided' }[state];
	return parents.length === 0 ? `${name}: ${words}.` : `${name}: ${words}, refers to ${parents.join(', ')}.`;
}

function layoutOf(entities: readonly Entity[]): { readonly placed: readonly Placed[]; readonly width: number; readonly height: number } {
	const known = new Set(entities.map(({ name }) => name));
	const referred = new Set(entities.flatMap(({ parents }) => parents));
	const isAlone = ({ name, parents }: Entity) => !referred.has(name) && !parents.some(parent => known.has(parent));
	const layers = layersOf(entities.filter(one => !isAlone(one)));
	const placed: Placed[] = [];
	const tallest = Math.max(0, ...layers.map(layer => layer.length));
	for (const [column, layer] of layers.entries()) {
		const offset = ((tallest - layer.length) * (boxHeight + gapY)) / 2;
		for (const [row, entity] of layer.entries()) {
			placed.push({ ...entity, x: edge + column * (boxWidth + gapX), y: edge + offset + row * (boxHeight + gapY) });
		}
	}
	const top = edge + tallest * (boxHeight + gapY) + (tallest > 0 ? gapY : 0);
	for (const [index, entity] of entities.filter(isAlone).entries()) {
		const column = index % aloneColumns;
		placed.push({ ...entity, x: edge + column * (boxWidth + gapY), y: top + Math.floor(index / aloneColumns) * (boxHeight + gapY) });
	}
	const right = Math.max(boxWidth, ...placed.map(({ x }) => x + boxWidth));
	const bottom = Math.max(boxHeight, ...placed.map(({ y }) => y + boxHeight));
	return { placed, width: right + edge, height: bottom + edge };
}

/** By the longest way to a table that refers to none; within a layer near to what they refer to. */
function layersOf(entities: readonly Entity[]): readonly (readonly Entity[])[] {
	const byName = new Map(entities.map(one => [one.name, one]));
	const depths = new Map<string, number>();
	const depthOf = (one: Entity, path: ReadonlySet<string>): number => {
		const before = depths.get(one.name);
		if (before !== undefined) return before;
		const parents = one.parents.flatMap(name => (path.has(name) ? [] : (byName.get(name) ?? [])));
		const depth = Math.max(-1, ...parents.map(parent => depthOf(parent, new Set([...path, one.name])))) + 1;
		depths.set(one.name, depth);
		return depth;
	};
	const layers: Entity[][] = [];
	for (const one of entities) {
		const depth = depthOf(one, new Set([one.name]));
		const layer = layers[depth] ?? [];
		layers[depth] = layer;
		layer.push(one);
	}
	const rows = new Map<string, number>();
	return layers.map(layer => {
		const place = ({ parents, name }: Entity) => {
			const known = parents.flatMap(parent => rows.get(parent) ?? []);
			return known.length === 0 ? (rows.get(name) ?? layer.length) : known.reduce((sum, row) => sum + row, 0) / known.length;
		};
		const sorted = layer.map((one, index) => ({ one, index, at: place(one) })).sort((a, b) => a.at - b.at || a.index - b.index);
		for (const [row, { one }] of sorted.entries()) rows.set(one.name, row);
		return sorted.map(({ one }) => one);
	});
}

function link(parent: Placed | undefined, child: Placed): readonly Html[] {
	if (!parent) return [];
	const x1 = parent.x + boxWidth;
	const y1 = parent.y + boxHeight / 2;
	const x2 = child.x;
	const y2 = child.y + boxHeight / 2;
	const bend = Math.max(30, Math.abs(x2 - x1) / 2);
	return [
		html`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="currentColor" stroke-opacity="0.45"/>`,
	];
}

function box({ name, state, rows, x, y }: Placed): Html {
	const words = { mapped: '', ignored: 'left out', unmapped: 'undecided' }[state];
	const about = [rows === undefined ? '' : `~${thousands(rows)} rows`, words].filter(part => part !== '').join(' · ');
	const colour = { mapped: '#4f7fbf', ignored: '#8b95a1', unmapped: '#c4572a' }[state];
	const dash = state === 'ignored' ? html` stroke-dasharray="4 3"` : undefined;
	return html`<rect class="${state}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="4" fill="${colour}" fill-opacity="0.12" stroke="${colour}"${dash}/><text x="${x + 10}" y="${y + (about === '' ? 25 : 17)}" fill="currentColor">${short(name)}<title>${name}</title></text><text class="entities-rows" x="${x + 10}" y="${y + 32}" fill="currentColor" font-size="11">${about}</text>`;
}

function short(name: string): string {
	return name.length > 25 ? `…${name.slice(-24)}` : name;
}
