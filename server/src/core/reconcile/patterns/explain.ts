/**
 * Finds what happened to a changed value: the first explanation that holds, the telling ones first. What none explains is `replaced`, so
 * every change has one.
 */

import { familyOf, type TypeFamily } from '../../sql/dialects/typeFamily';
import type { ChangedColumn } from '../result';
import { innerBlanks, outerBlanks } from './blanks';
import { addedText, cutText, lostBeginning } from './cutText';
import { dayAndMonth } from './dayAndMonth';
import { parseNumber } from './decimal';
import type { ColumnAbout, Detector, Values } from './detector';
import { encoding } from './encoding';
import { factor, oppositeSign } from './factor';
import { inverted } from './inverted';
import { jsonForm, jsonKeys } from './jsonForm';
import { leadingZeros, numberForm } from './leadingZeros';
import { letterCase } from './letterCase';
import { lineEndings } from './lineEndings';
import { lostAccents, replacedCharacters } from './lostCharacters';
import { lostTime } from './lostTime';
import { dangling, explainNull } from './nulls';
import { offset } from './offset';
import { replaced } from './replaced';
import { cutDecimals, rounding } from './rounding';
import { parseTime } from './time';
import { timeShift } from './timeShift';
import { unicodeForm } from './unicodeForm';
import { elementOrder, htmlEntities, punctuation, wordOrder } from './writtenForm';

/** Of a change: the kind, and what sets it apart from others of that kind. */
export interface Explanation {
	readonly detector: Omit<Detector, 'detect'>;
	readonly detail: string;
}

const text: readonly Detector[] = [
	lineEndings,
	outerBlanks,
	letterCase,
	unicodeForm,
	encoding,
	lostAccents,
	replacedCharacters,
	leadingZeros,
	numberForm,
	htmlEntities,
	innerBlanks,
	jsonForm,
	cutText,
	lostBeginning,
	addedText,
	punctuation,
	wordOrder,
	replaced,
];
const number: readonly Detector[] = [oppositeSign, factor, rounding, cutDecimals, offset, replaced];
const time: readonly Detector[] = [lostTime, dayAndMonth, timeShift, replaced];
const json: readonly Detector[] = [jsonForm, jsonKeys, replaced];

const byFamily: Readonly<Record<TypeFamily, readonly Detector[]>> = {
	text,
	integer: number,
	numeric: number,
	float: number,
	money: number,
	boolean: [inverted],
	date: time,
	timestamp: time,
	timestamptz: time,
	time,
	timetz: [replaced],
	interval: [replaced],
	json,
	jsonb: json,
	array: [elementOrder, replaced],
	other: [letterCase, replaced],
};

/** What is known of a compared column. */
export function columnAbout({ name, type, origin }: { name: string; type: string; origin?: ColumnAbout['origin'] }): ColumnAbout {
	return { name, family: familyOf(type), ...(origin === undefined ? {} : { origin }) };
}

/** Long values are looked at only so far: a detector may read a text several times. */
const mostCharacters = 200_000;

export function explainChange(column: ColumnAbout, change: ChangedColumn): Explanation {
	if (change.dangling !== undefined) return { detector: dangling, detail: '' };
	const source = change.source === null ? null : String(change.source);
	const target = change.target === null ? null : String(change.target);
	if (source === null || target === null) {
		const [detector, detail] = explainNull(source, target);
		return { detector, detail };
	}
	const values = valuesOf(column, source, target);
	if (source.length + target.length <= mostCharacters) {
		for (const detector of detectorsOf(column)) {
			const detail = detector.detect(values);
			if (detail !== undefined) return { detector, detail };
		}
	}
	return { detector: replaced, detail: replaced.detect(values) ?? '' };
}

function valuesOf({ family }: ColumnAbout, source: string, target: string): Values {
	const values = { family, source, target };
	if (byFamily[family] === number) {
		const [one, other] = [parseNumber(source), parseNumber(target)];
		return one && other ? { ...values, numbers: { source: one, target: other } } : values;
	}
	if (byFamily[family] === time) {
		const [one, other] = [parseTime(source), parseTime(target)];
		return one && other ? { ...values, times: { source: one, target: other } } : values;
	}
	return values;
}

/** The number of a parent row is a name: that it is higher by some amount says nothing. */
function detectorsOf({ family, origin }: ColumnAbout): readonly Detector[] {
	return origin === 'lookup' && byFamily[family] !== text ? [replaced] : byFamily[family];
}
