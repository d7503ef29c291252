import { isMortiseError } from '@mortise/sdk';
import { z } from 'zod';

/** What went wrong with a trigger the last time. */
export const TriggerProblem = z.strictObject({
  at: z.iso.datetime(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
});
export type TriggerProblem = z.infer<typeof TriggerProblem>;

/** Faults of the host are shown by its log alone. */
export function problemOf(thrown: unknown, now: Date): TriggerProblem {
  const { code, title, detail } = isMortiseError(thrown)
    ? thrown.toJSON()
    : { code: 'internal', title: 'The host has a fault', detail: 'The log of the host says which.' };
  return { at: now.toISOString(), code, title, detail };
}

export function readProblem(column: string | null): TriggerProblem | undefined {
  return column === null ? undefined : TriggerProblem.parse(JSON.parse(column));
}
