/**
 * When what depends on each other can happen: order, earliest and latest times, slack, the critical path. Names, lengths and dependencies
 * in, milliseconds out. Circles are told, and cut where they close, so that the rest has its times. Knows no calendar and no role.
 */

export interface Activity {
	readonly name: string;
	readonly durationMs: number;
	/** Names that are none of the activities do not count. */
	readonly after: readonly string[];
	/** Does not begin earlier. */
	readonly notBeforeMs?: number;
	/** It began then, whatever it waits for. */
	readonly startedMs?: number;
	/** It ended then. */
	readonly finishedMs?: number;
	/** Ends no earlier: of what is under way. */
	readonly finishesNotBeforeMs?: number;
}

export interface Schedule {
	/** Dependencies first, else as they came. Every activity once; of a name that comes twice the first. */
	readonly activities: readonly Scheduled[];
	of(name: string): Scheduled | undefined;
	/** Each circle once: every name depends on the next, and the last on the first. */
	readonly circles: readonly (readonly string[])[];
	/** When the last one ends. */
	readonly endMs: number;
	/** From the first to the last that decide the end, each waiting for the one before it. */
	readonly criticalPath: readonly string[];
}

export interface Scheduled {
	readonly name: string;
	/** Without those that would close a circle. */
	readonly after: readonly string[];
	readonly startMs: number;
	readonly finishMs: number;
	readonly latestStartMs: number;
	readonly latestFinishMs: number;
	/** How much later it may be without the end being later. */
	readonly slackMs: number;
	/** Whether it has no slack. */
	readonly isCritical: boolean;
}

/** Times count from `startMs`, when the first may begin. */
export function schedule(activities: readonly Activity[], startMs = 0): Schedule {
	const { order, circles } = ordered(activities);
	const early = new Map<string, { readonly startMs: number; readonly finishMs: number }>();
	for (const { name, after, durationMs, notBeforeMs = startMs, startedMs, finishedMs, finishesNotBeforeMs } of order) {
		const ready = after.reduce((latest, other) => Math.max(latest, early.get(other)?.finishMs ?? latest), notBeforeMs);
		const begin = startedMs ?? (finishedMs === undefined ? ready : Math.min(ready, finishedMs));
		const finishMs = finishedMs ?? Math.max(begin + durationMs, finishesNotBeforeMs ?? begin);
		early.set(name, { startMs: begin, finishMs });
	}
	// All may have been over before it was to begin.
	const endMs =
		early.size === 0 ? startMs : [...early.values()].reduce((latest, one) => Math.max(latest, one.finishMs), Number.NEGATIVE_INFINITY);
	const latest = latestFinishes(order, early, endMs);
	const scheduled = order.map(({ name, after }): Scheduled => {
		const { startMs: begin, finishMs } = early.get(name) ?? { startMs, finishMs: startMs };
		const latestFinishMs = latest.get(name) ?? endMs;
		const slackMs = latestFinishMs - finishMs;
		return { name, after, startMs: begin, finishMs, latestStartMs: begin + slackMs, latestFinishMs, slackMs, isCritical: slackMs <= 0 };
	});
	const byName = new Map(scheduled.map(one => [one.name, one]));
	return { activities: scheduled, of: name => byName.get(name), circles, endMs, criticalPath: criticalPath(scheduled, byName, endMs) };
}

interface Ordered {
	readonly order: readonly Activity[];
	readonly circles: readonly (readonly string[])[];
}

/** Depth first, so that whatever closes a circle is met on the way down. */
function ordered(activities: readonly Activity[]): Ordered {
	const byName = new Map<string, Activity>();
	for (const one of activities) if (!byName.has(one.name)) byName.set(one.name, one);
	const done = new Set<string>();
	const order: Activity[] = [];
	const circles: (readonly string[])[] = [];
	const way: string[] = [];
	const onWay = new Set<string>();
	const visit = (activity: Activity) => {
		way.push(activity.name);
		onWay.add(activity.name);
		const after = new Set<string>();
		for (const name of activity.after) {
			const other = byName.get(name);
			if (!other || after.has(name)) continue;
			if (onWay.has(name)) {
				circles.push(way.slice(way.indexOf(name)));
				continue;
			}
			if (!done.has(name)) visit(other);
			after.add(name);
		}
		way.pop();
		onWay.delete(activity.name);
		done.add(activity.name);
		order.push({ ...activity, after: [...after] });
	};
	for (const one of byName.values()) if (!done.has(one.name)) visit(one);
	return { order, circles };
}

/** From the end: each may end as late as those that wait for it must begin. */
function latestFinishes(
	order: readonly Activity[],
	early: ReadonlyMap<string, { readonly startMs: number; readonly finishMs: number }>,
	endMs: number,
): ReadonlyMap<string, number> {
	const latest = new Map<string, number>();
	for (const { name, after } of [...order].reverse()) {
		const { startMs = 0, finishMs = 0 } = early.get(name) ?? {};
		const own = Math.max(latest.get(name) ?? endMs, finishMs);
		latest.set(name, own);
		const begin = startMs + own - finishMs;
		for (const other of after) latest.set(other, Math.min(latest.get(other) ?? endMs, begin));
	}
	return latest;
}

function criticalPath(scheduled: readonly Scheduled[], byName: ReadonlyMap<string, Scheduled>, endMs: number): readonly string[] {
	const path: string[] = [];
	let at = scheduled.find(one => one.finishMs === endMs);
	while (at) {
		path.unshift(at.name);
		const { startMs, after }: Scheduled = at;
		at = after.map(name => byName.get(name)).find(one => one?.finishMs === startMs);
	}
	return path;
}
