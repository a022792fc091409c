/** Appendices D and F, and the page that people sign. */

import type { StrategyDocument } from '../documentModel';
import type { Words } from '../words/en';
import { type Block, code, heading, newLine, pairs, paragraph, strong, table } from './blocks';
import { instantPhrase } from './phrases';

/** Appendix D. */
export function responsibilityBlocks({ responsibilities }: StrategyDocument, w: Words): readonly Block[] {
	const r = w.responsibilities;
	return [
		heading(2, 'responsibilities', w.parts.responsibilities),
		paragraph(r.rule),
		...table(
			r.caption,
			[r.what, r.kind, r.responsible, r.accountable, r.consulted, r.informed],
			responsibilities.map(({ kind, name, responsible, accountable, consulted, informed }) => [
				[name === '' ? r.kinds[kind] : name],
				[r.kinds[kind]],
				[responsible ?? '–'],
				[accountable ?? '–'],
				[consulted.join(', ')],
				[informed.join(', ')],
			]),
		),
	];
}

/** Appendix F. */
export function glossaryBlocks(w: Words): readonly Block[] {
	const g = w.glossary;
	return [
		heading(2, 'glossary', w.parts.glossary),
		...table(
			g.caption,
			[g.word, g.meaning],
			g.words.map(([word, meaning]) => [[strong(word)], [meaning]]),
		),
	];
}

export function signOffBlocks({ signOff }: StrategyDocument, w: Words): readonly Block[] {
	const s = w.signOff;
	const { hash, files, catalogs, newestResult, newestProfile, signers } = signOff;
	const lines = signers.length === 0 ? [{ role: '', who: '' }] : signers;
	return [
		heading(2, 'sign-off', w.parts.signOff),
		paragraph(s.text),
		...pairs([
			[s.hash, [code(hash)]],
			[s.newestResult, newestResult && instantPhrase(newestResult)],
			[s.newestProfile, newestProfile && instantPhrase(newestProfile)],
		]),
		...table(
			s.filesCaption,
			[s.file, 'SHA-256'],
			files.map(({ name, sha256 }) => [[code(name)], [code(sha256)]]),
		),
		...table(
			s.catalogsCaption,
			[s.connection, s.side, s.fingerprint, s.server],
			catalogs.map(({ side, connection, fingerprint, version }) => [
				[code(connection)],
				[w.strategy[side]],
				[code(fingerprint)],
				[`PostgreSQL ${Math.floor(version / 10000)}.${version % 10000}`],
			]),
		),
		...table(
			s.signatures,
			[s.role, s.name, s.date, s.signature],
			lines.map(({ role, who }) => [[role], [who ?? ''], [], [newLine, newLine]]),
		),
	];
}
