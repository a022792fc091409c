/** Finds the fastest form of row hashes that two servers have in common, by having both hash one row. */

import { PLACE } from '../core/mapping/compileOptions';
import { formNote, likelyForm, md5Form, probeText } from '../core/reconcile/narrow/hashForm';
import { type Hashing, plainColumns, probeSql } from '../core/reconcile/narrow/hashing';
import type { ComparedRelation } from '../core/reconcile/relation';
import type { Session } from '../engines/engine';
import { bothSides, describeBoth, type Sided } from './sides';

export interface ChosenHashing {
	readonly hashing: Hashing;
	/** Whether both sides tell where a row lies; see `PLACE`. */
	readonly hasPlaces: boolean;
	/** What the reader should know, as a sentence. */
	readonly note?: string;
}

export async function chooseHashing(sessions: Sided<Session>, relation: ComparedRelation, signal: AbortSignal): Promise<ChosenHashing> {
	const [source, target] = [sessions.source.info, sessions.target.info];
	const described = await describeBoth(sessions, relation, signal);
	const plain = plainColumns(described.source, described.target);
	const likely = likelyForm(source, target);
	const probe = probeSql(relation, { form: likely, plain }, probeText(source, target));
	const answers = await bothSides(sessions, () => probe, signal);
	const form = answers.source[0]?.[0] === answers.target[0]?.[0] ? likely : md5Form;
	const note = formNote(form, source, target);
	const hasPlaces = [described.source, described.target].every(columns => columns.some(({ name }) => name === PLACE));
	return { hashing: { form, plain }, hasPlaces, ...(note === undefined ? {} : { note }) };
}
