/** Which form of row hashes two servers have in common, and why. */

import type { HashForm } from '../../sql/dialects/rowHash';

/** What is known of a server before it is asked. */
export interface HashingServer {
	/** `server_version_num`. */
	readonly version: number;
	readonly encoding: string;
}

/** `hash_record_extended` is there from this version on. */
const firstNativeVersion = 140000;

/** The fastest form that the servers may have in common; what they answer to a probe of it has the last word. */
export function likelyForm(source: HashingServer, target: HashingServer): HashForm {
	const version = Math.min(source.version, target.version);
	return version < firstNativeVersion ? md5Form : { kind: 'native', version, recoded: source.encoding !== target.encoding };
}

export const md5Form: HashForm = { kind: 'md5', recoded: false };

/** A text for probes that every server of these encodings can hold. */
export function probeText(source: HashingServer, target: HashingServer): string {
	return source.encoding === 'UTF8' && target.encoding === 'UTF8' ? '\u00e4 \u{1f600}' : 'x';
}

/** What the reader should know of a form that is not the usual one, as a sentence. */
export function formNote(form: HashForm, source: HashingServer, target: HashingServer): string | undefined {
	if (form.kind === 'native') return undefined;
	const older = [source, target].find(({ version }) => version < firstNativeVersion);
	const reason = older ? `PostgreSQL ${Math.floor(older.version / 10000)} has no row hash of its own` : 'the servers hash rows differently';
	return `rows were hashed by md5 of their text, which is slower: ${reason}`;
}
