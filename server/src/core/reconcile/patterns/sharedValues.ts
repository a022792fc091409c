/**
 * What rows of a pattern have in common: the columns that have one value in all of them. Told only when it is no wonder of numbers: a value
 * that most rows have anyway, differing or not, explains nothing.
 */

import type { Row } from '../rowCursor';

/** Places of columns in a row, each with the one value that all rows so far have there. */
export interface SharedValues {
	places: number[];
	values: (string | null)[];
}

/** Of so many columns only: rows may be very wide. */
const mostColumns = 200;
/** Long text is no code that rows share. */
const longest = 60;

/** With one more row. `isLeftOut` are the places of columns that the pattern itself is about. */
export function withRow(shared: SharedValues | undefined, row: Row, columns: number, isLeftOut: (place: number) => boolean): SharedValues {
	if (!shared) {
		const places: number[] = [];
		for (let place = 0; place < Math.min(columns, mostColumns); place++) {
			if (!isLeftOut(place) && (row[place]?.length ?? 0) <= longest) places.push(place);
		}
		return { places, values: places.map(place => row[place] ?? null) };
	}
	let kept = 0;
	for (let index = 0; index < shared.places.length; index++) {
		const place = shared.places[index] ?? 0;
		const value = shared.values[index] ?? null;
		if ((row[place] ?? null) !== value) continue;
		shared.places[kept] = place;
		shared.values[kept++] = value;
	}
	shared.places.length = kept;
	shared.values.length = kept;
	return shared;
}

/** How often values occur among other rows, by columns. */
export interface Background {
	/** Takes every row at first and fewer and fewer later, so that it knows all of a table and holds little. */
	see(row: Row): void;
	/** The share of rows that have the value there, rather too high than too low; undefined when no rows were seen. */
	share(place: number, value: string | null): number | undefined;
}

const sampledAtOnce = 200;
/** Values of a column that are counted. */
const mostValues = 32;

export function background(columns: number): Background {
	const counts = Array.from({ length: Math.min(columns, mostColumns) }, () => ({ of: new Map<string | null, number>(), missed: 0 }));
	let met = 0;
	let stride = 1;
	let sampled = 0;
	return {
		see(row) {
			if (met++ % stride !== 0) return;
			if (++sampled % sampledAtOnce === 0) stride *= 2;
			for (const [place, { of }] of counts.entries()) {
				const value = row[place] ?? null;
				const known = of.get(value);
				if (known !== undefined) of.set(value, known + 1);
				else if (of.size < mostValues) of.set(value, 1);
				else missOne(counts, place);
			}
		},
		share(place, value) {
			const column = counts[place];
			if (sampled === 0 || !column) return undefined;
			return ((column.of.get(value) ?? 0) + column.missed + 1) / (sampled + 2);
		},
	};
}

/** Misra and Gries: no count is too low by more than `missed`. */
function missOne(counts: { readonly of: Map<string | null, number>; missed: number }[], place: number): void {
	const column = counts[place];
	if (!column) return;
	column.missed++;
	for (const [value, times] of column.of) {
		if (times > 1) column.of.set(value, times - 1);
		else column.of.delete(value);
	}
}

/** The chance above which rows having a value in common is no news. */
const mostChance = 0.001;
const mostTold = 2;

/** Places of the columns that a pattern of `rows` rows should be told to share, the least likely first. */
export function tellingPlaces(
	shared: SharedValues,
	rows: number,
	shareOf: (place: number, value: string | null) => number,
): readonly { readonly place: number; readonly value: string | null }[] {
	return shared.places
		.map((place, index) => ({ place, value: shared.values[index] ?? null }))
		.map(one => ({ ...one, share: shareOf(one.place, one.value) }))
		.filter(({ share }) => share ** rows < mostChance)
		.sort((one, other) => one.share - other.share || one.place - other.place)
		.slice(0, mostTold)
		.map(({ place, value }) => ({ place, value }));
}
