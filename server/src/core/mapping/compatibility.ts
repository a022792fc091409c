/**
 * What becomes of values of one type in a column of another: whether they can be stored, and what may be lost. One table, first row wins;
 * the rules, the live validation and the docs read this one. Follows PostgreSQL's assignment casts (manual, 10.4 "Value Storage") for
 * values that travel as text between two servers. Silent about what it does not know.
 */

import type { CatalogLookup } from '../catalog/lookup';
import { sameType } from '../catalog/typeName';
import { baseType } from '../sql/dialects/canonicalText';
import { familyOf, numericLimits, type TypeFamily } from '../sql/dialects/typeFamily';

/** `parsed`: text that is read as the column's type, row by row. `never`: no way but an expression of the user's. */
export type Assignment = 'fits' | 'parsed' | 'never';

/** What may happen to a value that is stored: the code of the rule that tells it. */
export type Loss =
	| 'narrowing-length'
	| 'narrowing-precision'
	| 'narrowing-range'
	| 'lossy-float'
	| 'time-zone-lost'
	| 'time-zone-assumed'
	| 'enum-value-missing'
	| 'json-to-text'
	| 'needs-cast';

export interface Compatibility {
	readonly assignment: Assignment;
	readonly losses: readonly Loss[];
	/** Labels of the source's enum that the target's lacks. */
	readonly missingLabels?: readonly string[];
}

export interface Sides {
	readonly source?: CatalogLookup;
	readonly target?: CatalogLookup;
}

/** Types as `format_type` writes them, domains resolved. */
interface Pair {
	readonly from: string;
	readonly to: string;
	/** Whether `from` is the type of a column or of a cast, so that its lack of modifiers says something. */
	readonly declared: boolean;
}

type Test = (pair: Pair) => boolean;
type Families = TypeFamily | 'any' | readonly TypeFamily[];
type Row = readonly [from: Families, to: Families, assignment: Assignment, ...losses: (readonly [Loss, Test])[]];

const always: Test = () => true;

const rows: readonly Row[] = [
	// Every value has a text; a json's holds quotes and braces.
	['text', 'text', 'fits', ['narrowing-length', isShorter]],
	[['json', 'jsonb'], 'text', 'fits', ['json-to-text', always]],
	['any', 'text', 'fits'],
	// Text that is no value of the type rejects its row.
	['text', 'any', 'parsed', ['needs-cast', always]],
	// Numbers.
	['integer', 'integer', 'fits', ['narrowing-range', hasFewerDigits]],
	['integer', 'numeric', 'fits', ['narrowing-range', hasFewerDigits]],
	['integer', 'float', 'fits', ['lossy-float', isTooLongForFloat]],
	['integer', 'money', 'fits'],
	['numeric', 'integer', 'fits', ['narrowing-precision', hasSmallerScale], ['narrowing-range', hasFewerDigits]],
	['numeric', 'numeric', 'fits', ['narrowing-precision', hasSmallerScale], ['narrowing-range', hasFewerDigits]],
	['numeric', 'float', 'fits', ['lossy-float', isTooLongForFloat]],
	['numeric', 'money', 'fits', ['narrowing-precision', hasSmallerScale]],
	['float', 'float', 'fits', ['lossy-float', ({ from, to }) => from === 'double precision' && to === 'real']],
	['float', ['integer', 'numeric', 'money'], 'fits', ['lossy-float', always]],
	['money', ['money', 'numeric'], 'fits'],
	// Dates and times.
	['date', ['date', 'timestamp'], 'fits'],
	['date', 'timestamptz', 'fits', ['time-zone-assumed', always]],
	['timestamp', 'timestamp', 'fits', ['narrowing-precision', hasFewerFractions]],
	['timestamp', 'timestamptz', 'fits', ['time-zone-assumed', always], ['narrowing-precision', hasFewerFractions]],
	['timestamp', ['date', 'time'], 'fits', ['narrowing-precision', always]],
	['timestamptz', 'timestamptz', 'fits', ['narrowing-precision', hasFewerFractions]],
	['timestamptz', ['timestamp', 'date', 'time', 'timetz'], 'fits', ['time-zone-lost', always]],
	['time', 'time', 'fits', ['narrowing-precision', hasFewerFractions]],
	['time', 'timetz', 'fits', ['time-zone-assumed', always]],
	['time', 'interval', 'fits'],
	['timetz', 'timetz', 'fits', ['narrowing-precision', hasFewerFractions]],
	['timetz', 'time', 'fits', ['time-zone-lost', always]],
	['interval', ['interval', 'time'], 'fits'],
	// JSON.
	[['json', 'jsonb'], ['json', 'jsonb'], 'fits'],
	['boolean', 'boolean', 'fits'],
	['any', 'any', 'never'],
];

/** Of the catalogs that were asked about last, by both types: thousands of columns share few pairs. */
let remembered: Sides & { readonly declared: Pairs; readonly others: Pairs } = { declared: new Map(), others: new Map() };

type Pairs = Map<string, Map<string, Compatibility>>;

/** `declared`: whether the first type is the type of a column or of a cast, not of an expression. */
export function compatibilityOf(from: string, to: string, sides: Sides, declared = true): Compatibility {
	const { source, target } = sides;
	if (remembered.source !== source || remembered.target !== target) {
		remembered = { source, target, declared: new Map(), others: new Map() };
	}
	const pairs = declared ? remembered.declared : remembered.others;
	const ofType = pairs.get(from) ?? new Map<string, Compatibility>();
	pairs.set(from, ofType);
	const compatibility = ofType.get(to) ?? compare(from, to, sides, declared);
	ofType.set(to, compatibility);
	return compatibility;
}

function compare(from: string, to: string, sides: Sides, declared: boolean): Compatibility {
	const source = withoutDomain(from, sides.source);
	const target = withoutDomain(to, sides.target);
	if (hasCast(from, to, sides) || hasCast(source, target, sides)) return { assignment: 'fits', losses: [] };
	const labels = [labelsOf(source, sides.source), labelsOf(target, sides.target)] as const;
	if (labels[0] && labels[1]) return enums(labels[0], labels[1]);
	const families = [familyOf(source), familyOf(target)] as const;
	if (families[0] === 'array' && families[1] === 'array') {
		const elements = compatibilityOf(source.slice(0, -2), target.slice(0, -2), sides, declared);
		// An array of text is not read element by element.
		return elements.assignment === 'parsed' ? { ...elements, losses: [] } : elements;
	}
	if (families[1] !== 'text' && (families[0] === 'other' || families[1] === 'other') && families[0] !== 'text')
		return { assignment: otherAssignment(source, target), losses: [] };
	const pair: Pair = { from: source, to: target, declared };
	const row = rows.find(([one, other]) => isIn(families[0], one) && isIn(families[1], other));
	if (!row) return { assignment: 'never', losses: [] };
	const [, , assignment, ...losses] = row;
	return { assignment, losses: losses.flatMap(([loss, test]) => (test(pair) ? [loss] : [])) };
}

function isIn(family: TypeFamily, families: Families): boolean {
	return families === 'any' || family === families || (typeof families !== 'string' && families.includes(family));
}

/** A user type of the source is unknown to the target: it travels as text. */
function otherAssignment(from: string, to: string): Assignment {
	if (baseType(from) === baseType(to)) return 'fits';
	return familyOf(from) === 'other' && familyOf(to) === 'other' && (from.includes('.') || to.includes('.')) ? 'parsed' : 'never';
}

function enums(from: readonly string[], to: readonly string[]): Compatibility {
	const missingLabels = from.filter(label => !to.includes(label));
	return { assignment: 'parsed', losses: missingLabels.length > 0 ? ['enum-value-missing'] : [], missingLabels };
}

/** The labels of an enum of the user's, or of a domain over one. */
export function labelsOf(type: string, catalog: CatalogLookup | undefined): readonly string[] | undefined {
	const user = catalog?.type(withoutDomain(type, catalog));
	return user?.kind === 'enum' && !type.endsWith('[]') ? user.labels : undefined;
}

/** What a domain is over; any other type as it is. */
export function withoutDomain(type: string, catalog: CatalogLookup | undefined): string {
	const user = type.endsWith('[]') ? undefined : catalog?.type(type);
	return user?.kind === 'domain' ? withoutDomain(user.baseType, catalog) : type;
}

/** A cast of the target's own that it would use for such a value. */
function hasCast(from: string, to: string, { target }: Sides): boolean {
	return (target?.catalog.casts ?? []).some(
		cast => cast.context !== 'explicit' && sameType(cast.source, from) && sameType(cast.target, baseType(to)),
	);
}

/** The most characters of a text type; infinite for others. */
export function lengthOf(type: string): number {
	const length = /^character(?: varying)?\((\d+)\)/.exec(type)?.[1];
	if (length !== undefined) return Number(length);
	return type === 'name' ? 63 : type === '"char"' ? 1 : Number.POSITIVE_INFINITY;
}

function isShorter({ from, to, declared }: Pair): boolean {
	const length = lengthOf(from);
	return length > lengthOf(to) && (declared || Number.isFinite(length));
}

/** Digits before the point: what every value has room for in the target, and what a value of the source may have. */
const wholeDigits: Readonly<Record<string, { readonly held: number; readonly needed: number }>> = {
	smallint: { held: 4, needed: 5 },
	integer: { held: 9, needed: 10 },
	bigint: { held: 18, needed: 19 },
};

function hasFewerDigits({ from, to, declared }: Pair): boolean {
	const source = wholeDigits[from];
	const target = wholeDigits[to];
	if (source && target) return declared && target.needed < source.needed;
	const limits = numericLimits(to);
	const held = target ? target.held : limits ? limits.precision - limits.scale : Number.POSITIVE_INFINITY;
	const own = numericLimits(from);
	const needed = source ? source.needed : own ? own.precision - own.scale : Number.POSITIVE_INFINITY;
	return needed > held && (declared || own !== undefined);
}

function hasSmallerScale({ from, to, declared }: Pair): boolean {
	const own = numericLimits(from);
	const held = wholeDigits[to] ? 0 : to === 'money' ? 2 : (numericLimits(to)?.scale ?? Number.POSITIVE_INFINITY);
	return own ? own.scale > held : declared && Number.isFinite(held);
}

/** A double holds 15 digits, a real 6. */
function isTooLongForFloat({ from, to, declared }: Pair): boolean {
	const digits = wholeDigits[from]?.needed ?? numericLimits(from)?.precision ?? Number.POSITIVE_INFINITY;
	return digits > (to === 'real' ? 6 : 15) && (declared || numericLimits(from) !== undefined);
}

function hasFewerFractions({ from, to }: Pair): boolean {
	return fractionDigits(to) < fractionDigits(from);
}

function fractionDigits(type: string): number {
	return Number(/\((\d)\)/.exec(type)?.[1] ?? 6);
}
