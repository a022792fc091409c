/**
 * Answers `crosswalk/profile`: reads what the columns of the source hold, and keeps it in `.crosswalk/profiles/` as the command line does, for
 * hover and completion. Of both databases it connects to the source alone.
 */

import { profileCostWords } from '../../core/profile/cost';
import { type ProfilePlan, planProfile } from '../../core/profile/plan';
import { renderNoticeHtml } from '../../core/report/noticeHtml';
import { renderProfileHtml } from '../../core/report/profileHtml';
import { plural } from '../../core/report/style';
import { Cancelled, DatabaseFailure } from '../../engines/engine';
import { fileFailure } from '../../files/failures';
import { keepProfiles, profilePath } from '../../files/profiles';
import type { ProfileParams, RunResult } from '../../protocol';
import { type ProfileOutcome, runProfile } from '../../run/profile';
import { type RunWorld, requireWhole, runForSpec, type SpecToRun, settingsToRun } from '../runWorld';
import { toUri } from '../session';

/** A value that fewer rows have may tell of one person. */
const atLeast = 5;

/** A cancelled run gives the tables that were read by then. Throws `Cancelled` when none was. */
export function profile(params: ProfileParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		requireWhole(spec);
		const plan = planOf(params, spec);
		if (plan.tables.length === 0)
			return renderNoticeHtml(spec.shown, 'There is no table to read: no mapping reads one, and nothing else is undecided.');
		const outcome = await run(plan, spec, world);
		if (outcome.interrupted && outcome.profiles.length === 0) throw new Cancelled();
		const { profiles: tables } = outcome;
		return renderProfileHtml({ ...outcome, spec: spec.shown, connection: plan.connection, tables, wanted: plan.tables.length });
	});
}

function planOf({ mapping, withValues }: ProfileParams, { facts, shown }: SpecToRun): ProfilePlan {
	const plan = planProfile(facts, { ...(mapping === undefined ? {} : { mappings: [mapping] }), withValues: withValues === true, atLeast });
	if (plan) return plan;
	const connection = facts.spec.source?.connection?.text;
	throw new DatabaseFailure(
		'settings',
		connection ?? '',
		connection === undefined
			? `"${shown}" names no connection for its source; write source: { connection: NAME }`
			: `There is no catalog of "${connection}", so its columns are not known; run "Crosswalk: Refresh catalog"`,
	);
}

async function run(plan: ProfilePlan, spec: SpecToRun, world: RunWorld): Promise<ProfileOutcome> {
	const words = profileCostWords(plan);
	const { source: settings } = await settingsToRun(spec, ['source'], `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, world);
	if (!settings) throw new Error('The source was asked for and not answered');
	world.progress({ text: `connecting to ${settings.name}` });
	const kept = keeping(plan, spec, world);
	const events = runProfile(plan, { engine: world.outside.engine, settings }, { signal: world.signal, now: world.now });
	for (let next = await events.next(); ; next = await events.next()) {
		if (next.done) {
			if (next.value.stopped === undefined && next.value.failures.length === 0) kept.end();
			return next.value;
		}
		const event = next.value;
		if (event.kind === 'profile') kept.add(event.profile);
		else world.progress({ text: `${event.number} of ${event.total}: ${event.table}, ${plural(event.columns, 'column')}` });
	}
}

/** What cannot be written is shown all the same, and told in the log. Hover and completion know each table as soon as it is there. */
function keeping(
	plan: ProfilePlan,
	{ project, file: spec }: SpecToRun,
	{ outside, session, log }: RunWorld,
): ReturnType<typeof keepProfiles> {
	const { folder } = project;
	const guarded = <Value>(work: () => Value): Value | undefined => {
		try {
			return work();
		} catch (error) {
			log(`The profile is not kept: ${fileFailure(error, path => path, 'written') ?? String(error)}`);
			return undefined;
		}
	};
	const kept = folder === undefined ? undefined : guarded(() => keepProfiles(outside.files, folder, plan, []));
	return {
		add(profile) {
			if (!kept || folder === undefined) return;
			guarded(() => kept.add(profile));
			session.changedOnDisk([toUri(profilePath(folder, plan.connection, profile.table))]);
			session.loadProfiles(spec);
		},
		end: () => guarded(() => kept?.end()),
	};
}
