/** One line of help for each word that a choice of the plan may be, by where it stands. The schema says which words there are. */

const help: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'strategy.pattern': {
		'big-bang': 'Everything moves at once: one window, one way back, no time in which both systems count.',
		phased: 'Subject area by subject area, or the old rows first: smaller windows, and a time in which both systems count.',
	},
	'strategy.availability': {
		'maintenance-window': 'Users are locked out for a while; what they wrote before is all there is to move.',
		'zero-downtime': 'Users keep working: changes must follow, by deltas or because both sides are written.',
	},
	'strategy.synchronisation': {
		'one-time-copy': 'Rows are copied once. What changes afterwards in the source never arrives, so the source stands still.',
		delta:
			'What changed since the last time is copied again and again, the last time at the cutover. Wants `high_water`, `deletes` and `write: upsert`.',
		'dual-write': 'The systems write both sides for a while. Wants the terms under `dual_write`.',
	},
	'strategy.transfer': {
		'database-copy': 'From database to database: the fastest way.',
		'etl-tool': 'By an integration tool, which has to be taught the mappings again.',
		api: "Through the target's own interface: its rules are kept, and it is a hundred times slower.",
	},
	'strategy.fallback.new_data': {
		'sync-back': 'What was written to the target meanwhile is carried back to the source.',
		replay: 'It is entered again in the source.',
		lost: 'It is given up.',
	},
	'strategy.dual_write.first': {
		source: 'The source is written first, and wins when the target fails.',
		target: 'The target is written first, and wins when the source fails.',
	},
	'strategy.rehearsals.*.result.verdict': {
		passed: 'Its gate was green: its time feeds the estimates.',
		failed: 'Its gate was not green: its time counts for nothing.',
	},
	'scope.criticality.*': {
		low: 'Nobody notices for days.',
		medium: 'Work is slower without it.',
		high: 'Work stops without it.',
		critical: 'The business stops without it: its rows are reconciled, and a gate waits for that.',
	},
	'scope.data.*': {
		public: 'Anybody may see it.',
		internal: 'The company may see it.',
		confidential: 'Those who need it may see it.',
		personal: 'It is of persons, and the law protects it.',
	},
	'risks.*.likelihood': {
		low: 'It would surprise everybody.',
		medium: 'It has happened elsewhere.',
		high: 'It will probably happen.',
	},
	'risks.*.impact': {
		low: 'It is mended beside the work.',
		medium: 'It costs days, or trust.',
		high: 'It stops the migration, or the business.',
	},
	'execution.on_reject': {
		quarantine: 'A rejected row is set aside with its reason, and the rest goes on.',
		stop: 'The first rejected row ends the run.',
	},
};

/** Of a word at a path of the spec; undefined where nobody has written any. */
export function wordHelp(path: readonly (string | number)[], word: string): string | undefined {
	const names = path.filter(step => typeof step === 'string');
	const place = Object.keys(help).find(one => {
		const steps = one.split('.');
		return steps.length === names.length && steps.every((step, index) => step === '*' || step === names[index]);
	});
	return place === undefined ? undefined : help[place]?.[word];
}
