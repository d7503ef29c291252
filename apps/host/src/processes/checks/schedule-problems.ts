import { nextSlot } from '../../triggers/slots.ts';
import type { ScheduleStep } from '../../triggers/trigger-step.ts';
import type { ProcessDocument } from '../process-document.ts';
import { error, type Problem } from './problem.ts';

/** Schedules that could never be kept. */
export function scheduleProblems({ steps }: ProcessDocument): Problem[] {
  return Object.entries(steps).flatMap(([name, step]) => {
    if (step.kind !== 'schedule') return [];
    if (!isTimeZone(step.timeZone)) {
      const message = `"${step.timeZone}" is no time zone. Name one as in Europe/Prague, or UTC.`;
      return [error('schedule_invalid', message, { step: name, path: `steps.${name}.timeZone` })];
    }
    const wrong = cronProblem(step);
    return wrong === undefined ? [] : [error('schedule_invalid', wrong, { step: name, path: `steps.${name}.cron` })];
  });
}

/** What is wrong with a schedule in a time zone that there is. */
export function cronProblem(step: Pick<ScheduleStep, 'cron' | 'timeZone'>): string | undefined {
  try {
    return nextSlot(step, new Date()) ? undefined : `"${step.cron}" never comes. Choose other days.`;
  } catch (fault) {
    if (!(fault instanceof TypeError) && !(fault instanceof RangeError)) throw fault;
    return `"${step.cron}" is no schedule: ${fault.message}. Write it as in "0 6 * * MON-FRI".`;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}
