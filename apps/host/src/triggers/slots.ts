import { Cron } from 'croner';
import type { ScheduleStep } from './trigger-step.ts';

type Times = Pick<ScheduleStep, 'cron' | 'timeZone'>;

/**
 * The first slot of a schedule after a time; `undefined` where none comes any more. A time of day that the clocks skip is served
 * where they go on, one that comes twice the first time only. Throws a TypeError or a RangeError for a schedule that says nothing.
 */
export function nextSlot({ cron, timeZone }: Times, after: Date): Date | undefined {
  return cronOf(cron, timeZone).nextRun(after) ?? undefined;
}

/** The last slot up to a time, not before another: of all that were missed it is the one that is caught up on. */
export function latestSlot({ cron, timeZone }: Times, from: Date, until: Date): Date {
  // A millisecond later, since what is asked for lies before it.
  const [latest] = cronOf(cron, timeZone).previousRuns(1, new Date(until.getTime() + 1));
  return latest && latest > from ? latest : from;
}

function cronOf(pattern: string, timezone: string): Cron {
  // Lists and ranges name times of day as well; `*` and steps count what passes.
  return new Cron(pattern, { timezone, mode: '5-or-6-parts', fixedTimeRule: 'no-wildcard', paused: true });
}
