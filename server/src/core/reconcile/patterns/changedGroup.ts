/** How groups of changed rows are told of. */

import type { CellValue, Suggestion } from '../result';
import { listed, type Part, partsText, suggestionOf } from './changedRow';
import type { ZoneShift } from './commonZone';
import { type ColumnAbout, quoted } from './detector';
import type { About, Group } from './groups';
import { replaced } from './replaced';
import { distanceText } from './time';

/** Of all rows to whose columns the same happened. */
export function kindsAbout(parts: readonly Part[]): About {
	const phrase = (part: Part, { widest }: Group) => {
		const { detector } = part;
		return parts.length === 1 && widest !== undefined && detector.widePhrase ? detector.widePhrase(widest) : detector.phrase('');
	};
	return {
		...commonAbout(parts),
		isSpecific: parts.some(({ detector }) => detector.phrase('') !== replaced.phrase('')),
		text: group => partsText(parts, part => phrase(part, group)),
		suggest: ({ widest = '' }) => suggest(parts, () => widest),
	};
}

/** Of rows to which exactly the same happened. */
export function detailsAbout(parts: readonly Part[]): About {
	const [only] = parts;
	const minimum = Math.max(...parts.map(({ detector, detail }) => detector.minimum?.(detail) ?? 1));
	return {
		...commonAbout(parts),
		isSpecific: true,
		detail: only && parts.length === 1 ? only.detail : '',
		...(only?.detector.widest && parts.length === 1 ? { widest: only.detector.widest } : {}),
		minimum,
		text: group => partsText(parts, part => part.detector.phrase(part.detail) + insteadOf(part, parts, group)),
		// What needs several rows to be a pattern gives no advice by one.
		suggest: ({ count }) => (count < minimum ? undefined : suggest(parts, ({ detail }) => detail)),
	};
}

/** Of rows that differ in these columns in too many ways. */
export function columnsAbout(names: readonly string[]): About {
	return { columns: names, text: () => `${listed(names)} ${names.length === 1 ? 'differs' : 'differ'}` };
}

export const othersAbout: About = { text: () => 'other combinations of columns differ' };

function commonAbout(parts: readonly Part[]): Pick<About, 'explanation' | 'columns' | 'span'> {
	const columns = parts.flatMap(part => part.columns.map(({ name }) => name));
	const span = columns.length === 1 ? parts[0]?.span : undefined;
	return { explanation: parts.map(({ detector }) => detector.kind).join(' '), columns, ...(span ? { span } : {}) };
}

/** Of a value that stands for others: which they were, while they are few. */
function insteadOf({ detector, detail }: Part, parts: readonly Part[], { sources }: Group): string {
	if (detector !== replaced || detail === '' || parts.length > 1 || sources.length === 0) return '';
	if (sources === 'many') return ' instead of other values';
	const shown = sources.map(quoted);
	return ` instead of ${shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`}`;
}

const mostSources = 3;
const longestSource = 40;

/** Remembers the source's value of a row, while there are few. */
export function withSource(group: Group, source: CellValue): void {
	if (group.sources === 'many') return;
	const text = source === null ? 'NULL' : String(source);
	if (group.sources.includes(text)) return;
	if (group.sources.length >= mostSources || text.length > longestSource) group.sources = 'many';
	else group.sources.push(text);
}

/** For one thing that happened, to one column or to several. */
function suggest(parts: readonly Part[], detailOf: (part: Part) => string): Suggestion | undefined {
	const [part] = parts;
	if (!part || parts.length > 1) return undefined;
	const detail = detailOf(part);
	const suggestions = part.columns.map(column => suggestionOf(part.detector, detail, column));
	const [first] = suggestions;
	if (!first) return undefined;
	const lines = [...new Set(suggestions.flatMap(one => one?.yaml ?? []))];
	return { text: first.text, ...(lines.length > 0 ? { yaml: lines.join('\n') } : {}) };
}

export function exchangedAbout(column: string, of: About): About {
	return {
		explanation: 'exchanged-rows',
		isSpecific: true,
		columns: [column],
		...(of.span ? { span: of.span } : {}),
		text: ({ count }) => `${column}: ${count === 2 ? "two rows have each other's value" : "pairs of rows have each other's value"}`,
		suggest: () => ({
			text: 'The values are there, in the wrong rows: a join or an update by the wrong key. Sums and counts do not show it.',
		}),
	};
}

export function movedAbout(column: string, of: About): About {
	return {
		explanation: 'moved-rows',
		isSpecific: true,
		columns: [column],
		...(of.span ? { span: of.span } : {}),
		text: () => `${column} has the right values, in the wrong rows`,
		suggest: () => ({
			text: 'A join by the wrong key, or a list that was sorted without its other columns. Sums and counts do not show it.',
		}),
	};
}

/** Of numbers that one factor explains, all of them. */
export function factorAbout({ name, origin }: ColumnAbout, factor: string, of: About): About {
	return {
		explanation: 'factor',
		isSpecific: true,
		columns: [name],
		...(of.span ? { span: of.span } : {}),
		text: () => `${name} is off by a factor of ${factor}`,
		suggest: () => ({
			text: 'A tax, a rate or another unit is in the values of one side only. If the target is right, scale in the mapping.',
			...(origin === 'query' || factor.includes('/') ? {} : { yaml: `${name}: { transform: [{ scale: ${factor} }] }` }),
		}),
	};
}

/** Of times that are one hour further away in summer. */
export function zoneAbout({ name, family, origin }: ColumnAbout, { shifts, name: zone }: ZoneShift, of: About): About {
	const [one, other] = shifts.map(shift => distanceText(shift < 0n ? -shift : shift));
	const which = shifts[1] < 0n ? 'earlier' : 'later';
	const such = zone === undefined ? 'a zone with summer time' : `the time of a zone such as ${zone}`;
	return {
		explanation: 'time-zone',
		isSpecific: true,
		columns: [name],
		...(of.span ? { span: of.span } : {}),
		text: () => `${name} is ${one} or ${other} ${which}: ${such} stands on one side and UTC on the other`,
		suggest: () => ({
			text: 'Local time was taken for UTC, or UTC for local time. If the target is right, say in which zone the source means it.',
			...(origin === 'query' || family !== 'timestamptz' ? {} : { yaml: `${name}: { transform: [{ at_time_zone: ${zone ?? 'ZONE'} }] }` }),
		}),
	};
}
