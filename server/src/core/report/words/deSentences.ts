/**
 * The sentences that the engine makes, in German: fixed ones by a table, those with names and figures by patterns. A sentence that is in
 * neither stays English, and a test holds both examples against that.
 */

const fixed: Readonly<Record<string, string>> = {
	'downtime allowed': 'erlaubter Stillstand',
	'data loss allowed': 'erlaubter Datenverlust',
	'reversible for': 'umkehrbar für',
	blackouts: 'Sperrtage',
	until: 'bis',
	trigger: 'Auslöser',
	decides: 'entscheidet',
	how: 'wie',
	'data written since': 'seither geschriebene Daten',
	by: 'durch',
	first: 'zuerst',
	conflicts: 'Konflikte',
	'lag allowed': 'erlaubter Rückstand',
	ends: 'endet',
	copy: 'Kopieren',
	'indexes and constraints': 'Indexe und Bedingungen',
	verification: 'Prüfung',
	'all of it': 'alles zusammen',
	'a last delta': 'ein letztes Delta',
	downtime: 'Stillstand',
	critical: 'kritisch',
	high: 'hoch',
	medium: 'mittel',
	low: 'niedrig',
	personal: 'personenbezogen',
	confidential: 'vertraulich',
	internal: 'intern',
	public: 'öffentlich',
	passed: 'bestanden',
	failed: 'nicht bestanden',
	error: 'Fehler',
	warning: 'Warnung',
	information: 'Hinweis',
	hint: 'Tipp',
	raised: 'eingetreten',
	open: 'offen',
	closed: 'erledigt',
	none: 'keine',
	unknown: 'unbekannt',
	'less than a minute': 'weniger als eine Minute',
	'a mapping': 'eine Abbildung',
	'further table': 'weitere Tabelle',
	grouping: 'Gruppierung',
	filter: 'Filter',
	expression: 'Ausdruck',
	'transform step': 'Umformung',
	'value map': 'Wertetabelle',
	lookup: 'Nachschlagen',
	'change of type': 'Typwechsel',
	'constraint of the target': 'Bedingung des Ziels',
	'no high water': 'kein Änderungsmerkmal',
	'problem in the spec': 'Problem in der Spezifikation',
	'check that differs': 'abweichende Prüfung',
	'What is written while the copy runs never arrives, as nothing stands still and nothing follows.':
		'Was während des Kopierens geschrieben wird, kommt nie an: nichts steht still, und nichts wird nachgezogen.',
	'No downtime is allowed at all.': 'Stillstand ist überhaupt nicht erlaubt.',
	'a load that may run in each of its phases': 'ein Laden, das in jeder seiner Phasen laufen darf',
	'a load that may run twice ("write: upsert")': 'ein Laden, das zweimal laufen darf ("write: upsert")',
	'earlier phases whose rows nobody changes afterwards': 'frühere Phasen, deren Zeilen danach niemand ändert',
	'a connection from where it runs to both databases': 'eine Verbindung von dort, wo es läuft, zu beiden Datenbanken',
	'the mappings again in the tool, and its own tests': 'die Abbildungen noch einmal im Werkzeug, und dessen eigene Tests',
	'a licence and machines for its load': 'eine Lizenz und Rechner für dessen Last',
	'an interface that takes history as it is (keys, dates, states), and no limit of calls below the rows per second':
		'eine Schnittstelle, die Altdaten nimmt, wie sie sind (Schlüssel, Daten, Zustände), und keine Grenze der Aufrufe unter den Zeilen je Sekunde',
	'"high_water" of every mapping': '"high_water" jeder Abbildung',
	'"deletes" of every mapping, so that what vanished is found': '"deletes" jeder Abbildung, damit Verschwundenes gefunden wird',
	'a key of every mapping': 'ein Schlüssel jeder Abbildung',
	'"phases" with their mappings': '"phases" mit ihren Abbildungen',
	'every mapping in a phase': 'jede Abbildung in einer Phase',
	'filters that leave no row behind': 'Filter, die keine Zeile zurücklassen',
	'changes that follow: "synchronisation: delta" or "dual-write"': 'Änderungen, die nachfolgen: "synchronisation: delta" oder "dual-write"',
	'a freeze of the source ("cutover: { freeze }")': 'ein Einfrieren der Quelle ("cutover: { freeze }")',
	'a way back ("fallback")': 'ein Rückweg ("fallback")',
	'the terms of dual writing ("dual_write")': 'die Bedingungen des doppelten Schreibens ("dual_write")',
	views: 'Sichten',
	'foreign tables': 'fremde Tabellen',
	'functions and procedures': 'Funktionen und Prozeduren',
	triggers: 'Trigger',
	'types of its own': 'eigene Typen',
	'columns whose type has no equality': 'Spalten, deren Typ keine Gleichheit kennt',
	'tables that were never analysed': 'Tabellen ohne Statistik',
	'triggers of filled tables': 'Trigger gefüllter Tabellen',
	'sequences of filled tables': 'Sequenzen gefüllter Tabellen',
	'deferrable or unchecked foreign keys': 'aufgeschobene oder ungeprüfte Fremdschlüssel',
	'They are not moved; what reads them needs another source.': 'Sie ziehen nicht um; was sie liest, braucht eine andere Quelle.',
	'Their rows are of another database, and are moved only when a mapping names them.':
		'Ihre Zeilen gehören einer anderen Datenbank und ziehen nur um, wenn eine Abbildung sie nennt.',
	'They are not moved; what calls them has to be written anew.': 'Sie ziehen nicht um; was sie aufruft, muss neu geschrieben werden.',
	'What they do to rows on the old side is not done on the new one.':
		'Was sie auf der alten Seite mit Zeilen tun, geschieht auf der neuen nicht.',
	'Their values are moved into what the target has in their place.': 'Ihre Werte kommen in das, was das Ziel an ihrer Stelle hat.',
	'They are compared by their text.': 'Sie werden nach ihrem Text verglichen.',
	'Nobody knows their rows, so durations leave them out; run ANALYZE and introspect again.':
		'Niemand kennt ihre Zeilen, darum fehlen sie in den Dauern; ANALYZE ausführen und neu einlesen.',
	'They fire for every row that is loaded; switch them off, or count their time and their effects.':
		'Sie feuern bei jeder geladenen Zeile; abschalten, oder ihre Zeit und ihre Wirkung einrechnen.',
	'They have to be set past the largest value that was loaded.': 'Sie müssen über den größten geladenen Wert gesetzt werden.',
	'A row that breaks them is noticed late, or not at all.': 'Eine Zeile, die sie verletzt, fällt spät auf oder gar nicht.',
	'no result has been looked at': 'noch kein Ergebnis wurde angesehen',
	'the rules have not been asked': 'die Regeln wurden nicht gefragt',
	'Each column is mapped or left out with a reason before the last rehearsal.':
		'Jede Spalte wird vor der letzten Probe abgebildet oder mit Grund weggelassen.',
	'The source stays readable, and what is missed is loaded by a mapping of its own.':
		'Die Quelle bleibt lesbar, und was fehlt, wird mit einer eigenen Abbildung nachgeladen.',
	'The source is looked through for such values before the last rehearsal, and the columns are widened or the data is mended.':
		'Die Quelle wird vor der letzten Probe nach solchen Werten durchsucht; Spalten werden verbreitert oder Daten bereinigt.',
	'The quarantine keeps rejected rows, and the owner of the data decides about each.':
		'Die Quarantäne behält abgewiesene Zeilen, und wem die Daten gehören, entscheidet über jede.',
	'When the target fails after the cutover, nobody knows how to return to the source.':
		'Wenn das Ziel nach der Umstellung versagt, weiß niemand, wie es zur Quelle zurückgeht.',
	'A fallback is planned and rehearsed: until when, who decides, and what becomes of data written since.':
		'Ein Rückweg wird geplant und geprobt: bis wann, wer entscheidet, was aus seither geschriebenen Daten wird.',
	'The source is kept as it was at the freeze, and work since is entered again.':
		'Die Quelle bleibt, wie sie beim Einfrieren war, und seitherige Arbeit wird neu erfasst.',
	'A rehearsal with a full copy is run, and its time is written under "rehearsals".':
		'Eine Probe mit einer vollen Kopie findet statt, und ihre Dauer steht unter "rehearsals".',
	'The cutover is called off at the last gate before the point of no return.':
		'Die Umstellung wird am letzten Tor vor dem Punkt ohne Rückkehr abgesagt.',
	'A key is agreed on, of columns that both sides keep.': 'Ein Schlüssel aus Spalten wird vereinbart, die beide Seiten behalten.',
	'The table is loaded again as a whole.': 'Die Tabelle wird als Ganzes neu geladen.',
	'A column that only grows is found or added, and written as "high_water".':
		'Eine Spalte, die nur wächst, wird gefunden oder ergänzt und als "high_water" geschrieben.',
	'The delta is started earlier, and the freeze with it.': 'Das Delta beginnt früher, und das Einfrieren mit ihm.',
	'What can move before the cutover moves before it: in phases, or by deltas.':
		'Was vor der Umstellung umziehen kann, tut es: in Phasen oder als Delta.',
	'At the last gate before the point of no return the cutover is called off.':
		'Am letzten Tor vor dem Punkt ohne Rückkehr wird die Umstellung abgesagt.',
	'Risks by likelihood and impact': 'Risiken nach Wahrscheinlichkeit und Auswirkung',
	likelihood: 'Wahrscheinlichkeit',
	impact: 'Auswirkung',
	Freeze: 'Einfrieren',
	'End of the window': 'Ende des Fensters',
	'Point of no return': 'Punkt ohne Rückkehr',
	Now: 'Jetzt',
	'There is no point of no return: every step can be undone.': 'Es gibt keinen Punkt ohne Rückkehr: jeder Schritt lässt sich zurücknehmen.',
	'no start is written, so times count from the first step': 'kein Beginn ist angegeben; Zeiten zählen ab dem ersten Schritt',
	'slack: critical': 'Puffer: keiner, kritisch',
	'way back: none': 'Rückweg: keiner',
	'has not been run': 'wurde nicht ausgeführt',
	'was run before the spec or a catalog changed; run it again': 'lief, bevor sich Spezifikation oder Katalog änderten; neu ausführen',
	'is not passed': 'ist nicht bestanden',
	differs: 'weicht ab',
};

type Pattern = readonly [RegExp, (...groups: string[]) => string];

const patterns: readonly Pattern[] = [
	[/^about (.+)$/, one => `etwa ${say(one)}`],
	[/^up to (.+)$/, one => `bis zu ${say(one)}`],
	[/^at least (.+)$/, one => `mindestens ${say(one)}`],
	[/^(\d[\d.]* )?days$/, count => `${figures(count ?? '')}Tage`],
	[/^([\d.]+) to ([\d.]+) person-days$/, (least, most) => `${figures(least)} bis ${figures(most)} Personentage`],
	[/^([\d.]+) person-days$/, count => `${figures(count)} Personentage`],
	[/^[\d,]+$/, whole => figures(whole)],
	[/^(\d[\d.]*) (bytes|kB|MB|GB|TB|PB)$/, (amount, unit) => `${figures(amount)} ${unit === 'bytes' ? 'Byte' : unit}`],
	[
		/^The rehearsal "(.*)" took (.+); another time may take 20 % less or 30 % more\.$/,
		(name, took) => `Die Probe "${name}" dauerte ${say(took)}; ein anderes Mal sind es 20 % weniger oder 30 % mehr.`,
	],
	[
		/^The spec states ([\d,]+) rows per second; 30 % less to 20 % more is reckoned with\.$/,
		rows => `Die Spezifikation nennt ${figures(rows)} Zeilen je Sekunde; gerechnet wird mit 30 % weniger bis 20 % mehr.`,
	],
	[
		/^Nothing was measured: ([\d,]+) to ([\d,]+) rows per second and connection are assumed for (\S+), on (\d+) connections? \("execution: \{ parallel \}"\)\.$/,
		(least, most, means, lanes) =>
			`Nichts wurde gemessen: angenommen sind ${figures(least)} bis ${figures(most)} Zeilen je Sekunde und Verbindung für ${means}, auf ${lanes} ${lanes === '1' ? 'Verbindung' : 'Verbindungen'} ("execution: { parallel }").`,
	],
	[
		/^For verification, ([\d,]+) to ([\d,]+) rows per second are assumed\.$/,
		(least, most) => `Für die Prüfung sind ${figures(least)} bis ${figures(most)} Zeilen je Sekunde angenommen.`,
	],
	[
		/^Verification compared ([\d,]+) rows per second in the newest runs\.$/,
		rows => `Die Prüfung verglich in den neuesten Läufen ${figures(rows)} Zeilen je Sekunde.`,
	],
	[
		/^Nobody knows the rows of (.+?)(?: and (\d+) more)?: they count as none\.$/,
		(names, more) => `Niemand kennt die Zeilen von ${names}${more ? ` und ${more} weiteren` : ''}: sie zählen nicht.`,
	],
	[
		/^The systems stand still for (.+); nothing says how long they may \((.+)\)\.$/,
		(range, where) => `Die Systeme stehen ${say(range)} still; nirgends steht, wie lange sie dürfen (${where}).`,
	],
	[
		/^The systems stand still for (.+), and only (.+) are allowed\.$/,
		(range, allowed) => `Die Systeme stehen ${say(range)} still, und nur ${say(allowed)} sind erlaubt.`,
	],
	[
		/^The systems stand still for (.+), and (.+) are allowed\.$/,
		(range, allowed) => `Die Systeme stehen ${say(range)} still, und ${say(allowed)} sind erlaubt.`,
	],
	[
		/^The systems stand still for (.+), which may be more than the (.+) allowed; a rehearsal would tell\.$/,
		(range, allowed) =>
			`Die Systeme stehen ${say(range)} still, vielleicht länger als die erlaubten ${say(allowed)}; eine Probe würde es zeigen.`,
	],
	[
		/^The systems stand still for (.+) of the (.+) allowed\.$/,
		(range, allowed) => `Die Systeme stehen ${say(range)} still, von ${say(allowed)} erlaubten.`,
	],
	[
		/^The second side may be (.+) behind, and only (.+) of work may be lost\.$/,
		(lag, loss) => `Die zweite Seite darf ${say(lag)} zurückliegen, und nur ${say(loss)} Arbeit darf verloren gehen.`,
	],
	[/^finds no row of "(.*)", as (.+)$/, (name, because) => `findet keine Zeile von "${name}": ${because}`],
	[/^takes (\d+) rows? of "(.*)"$/, (rows, name) => `nimmt ${figures(rows)} Zeilen von "${name}"`],
	[
		/^leaves (\d+) rows? of "(.*)" that no phase takes$/,
		(rows, name) => `lässt ${figures(rows)} Zeilen von "${name}" zurück, die keine Phase nimmt`,
	],
	[/^the rule (\S+) reports$/, rule => `die Regel ${rule} meldet sich`],
	[/^(\S+) is unknown$/, fact => `${fact} ist unbekannt`],
	[
		/^(\w+) is (.+), (above|below) (.+)$/,
		(fact, text, side, bound) => `${fact} ist ${say(text)}, ${side === 'above' ? 'über' : 'unter'} ${bound}`,
	],
	[
		/^(reconcile|quality|acceptance) (of )?(".*?"(?:, ".*?")*)(?: and (\d+) more)?:? (?:(\S+) )?(has not been run|was run before the spec or a catalog changed; run it again|is not passed|differs)$/,
		(kind, _of, names, more, check, reason) =>
			`${kind} ${names}${more ? ` und ${more} weitere` : ''}${check ? ` ${check}` : ''}: ${say(reason)}`,
	],
	[
		/^(reconcile|quality|acceptance) (".*?")(?: (\S+))? differs in (\d+) rows?$/,
		(kind, name, check, rows) => `${kind} ${name}${check ? ` ${check}` : ''}: weicht in ${figures(rows)} Zeilen ab`,
	],
	[
		/^(reconcile|quality|acceptance) (".*?") is broken by (\d+) rows?, allowed are (.+)$/,
		(kind, name, rows, allowed) => `${kind} ${name}: ${figures(rows)} Zeilen verletzen sie, erlaubt sind ${allowed}`,
	],
	[
		/^Nobody has decided about (\d+) columns?, whose data may be missed after the cutover\.$/,
		count => `Über ${count} Spalten hat niemand entschieden; ihre Daten könnten nach der Umstellung fehlen.`,
	],
	[
		/^Values may be longer, larger or emptier than the target takes(?:, in (.+))?\.$/,
		names => `Werte könnten länger, größer oder leerer sein, als das Ziel nimmt${names ? `, in ${listed(names)}` : ''}.`,
	],
	[
		/^No rehearsal has passed, so that the duration \((.+)\) is an estimate that nothing was measured for\.$/,
		range => `Keine Probe ist bestanden: die Dauer (${say(range)}) ist geschätzt und nicht gemessen.`,
	],
	[
		/^Rows of (.+) cannot be told apart, so that a difference is found and not placed\.$/,
		names => `Zeilen von ${listed(names)} lassen sich nicht unterscheiden: eine Abweichung wird gefunden, aber nicht, wo.`,
	],
	[
		/^The last delta reads all of (.+) again, as nothing says what changed\.$/,
		names => `Das letzte Delta liest ${listed(names)} ganz, da nichts sagt, was sich geändert hat.`,
	],
	[
		/^nobody has recorded it; go through its steps, then run crosswalk check with --record "(.*)"$/,
		name => `niemand hat es festgehalten; die Schritte durchgehen, dann crosswalk check mit --record "${name}" ausführen`,
	],
	[/^slack: (.+)$/, one => `Puffer: ${say(one)}`],
	[/^way back: (.+)$/, one => `Rückweg: ${say(one)}`],
	[
		/^Steps wait for each other: (.+)\. Times are as if the last did not wait\.$/,
		names => `Schritte warten aufeinander: ${names}. Zeiten, als ob der letzte nicht wartete.`,
	],
	[/^No duration: (.+); every sum is the least that it can be\.$/, names => `Ohne Dauer: ${listed(names)}; jede Summe ist das Mindeste.`],
	[/^Critical path: (.+)\.$/, names => `Kritischer Pfad: ${names}.`],
	[
		/^Point of no return: (.+) at (.+)\. Until then the way back takes (at least|at most) (.+)\.$/,
		(step, at, bound, time) =>
			`Punkt ohne Rückkehr: ${step}, ${say(at)}. Bis dahin dauert der Rückweg ${bound === 'at most' ? 'höchstens' : 'mindestens'} ${say(time)}.`,
	],
	[
		/^Freeze: (.+), (.+? to .+?) \((.+)\)\.$/,
		(what, times, length) =>
			`Einfrieren: ${what.replace('both schemas', 'beide Schemas').replace('everything', 'alles')}, ${say(times)} (${say(length)}).`,
	],
	[
		/^likelihood (\w+), impact (\w+), (\w+)\.$/,
		(likelihood, impact, state) => `Wahrscheinlichkeit ${say(likelihood)}, Auswirkung ${say(impact)}, ${say(state)}.`,
	],
	[/^(\d+) not weighed\.$/, count => `${count} nicht gewichtet.`],
	[/^and (\d+) more$/, count => `und ${count} weitere`],
	[/^(.+) of (.+) allowed$/, (length, allowed) => `${say(length)} von ${say(allowed)} erlaubten`],
	[
		/^(.+), the clocks change from (.+)$/,
		(zone, offsets) => `${zone}, die Uhren werden von ${offsets.replace(' to ', ' auf ')} umgestellt`,
	],
	[/^((?:\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[^.]*?) to (\S[^.]*)$/, (one, other) => `${say(one)} bis ${say(other)}`],
	[/^((?:at least )?\d.*) of (\d.*)$/, (length, window) => `${say(length)} von ${say(window)}`],
	[/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b(.*)$/, (day, rest) => `${weekdays[day] ?? day}${rest}`],
	[/^(\d+) days(.*)$/, (count, rest) => `${count} Tage${rest}`],
];

const weekdays: Readonly<Record<string, string>> = { Mon: 'Mo', Tue: 'Di', Wed: 'Mi', Thu: 'Do', Fri: 'Fr', Sat: 'Sa', Sun: 'So' };

/** A sentence of the engine in German. */
export function say(sentence: string): string {
	const known = fixed[sentence];
	if (known !== undefined) return known;
	for (const [pattern, german] of patterns) {
		const match = pattern.exec(sentence);
		if (match) return match.length === 1 ? german(match[0]) : german(...match.slice(1));
	}
	return sentence;
}

/** Figures with a point at every thousand and a comma before decimals. */
export function figures(text: string): string {
	return text.replace(/[.,]/g, mark => (mark === ',' ? '.' : ','));
}

function listed(names: string): string {
	return names.replace(/ and (\d+) more$/, ' und $1 weiteren').replace(/ and (?=[^ ]+$)/, ' und ');
}
