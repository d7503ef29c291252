import { z } from 'zod';
import { PageSize, RowId } from '../http/list-page.ts';
import { readProblem, TriggerProblem } from './trigger-problem.ts';
import type { DueTrigger } from './trigger-store.ts';

export const TriggerView = z
  .strictObject({
    id: z.string(),
    process: z.string(),
    step: z.string(),
    kind: z.enum(['schedule', 'poll', 'webhook']),
    version: z.int().meta({ description: 'Of the process; the runs take it' }),
    state: z.enum(['active', 'paused']),
    nextAt: z.iso.datetime().optional().meta({ description: 'When it starts a run, or asks whether there is a reason to' }),
    lastAt: z.iso.datetime().optional(),
    problem: TriggerProblem.optional().meta({ description: 'What went wrong the last time; absent once it went well again' }),
  })
  .meta({ title: 'Trigger' });
export type TriggerView = z.infer<typeof TriggerView>;

export const TriggerPage = z
  .strictObject({
    items: z.array(TriggerView),
    next: z.string().optional().meta({ description: 'What `before` has to be for the rest' }),
  })
  .meta({ title: 'Page of triggers' });
export type TriggerPage = z.infer<typeof TriggerPage>;

export const TriggerQuery = z.strictObject({
  process: RowId.optional().meta({ description: 'Id of a process' }),
  before: RowId.optional(),
  limit: PageSize,
});
export type TriggerQuery = z.infer<typeof TriggerQuery>;

const Kind = TriggerView.shape.kind;
const State = TriggerView.shape.state;

export function toTriggerView({ id, process, step, kind, version, state, due_at, last_at, problem }: DueTrigger): TriggerView {
  const went = readProblem(problem);
  return {
    id,
    process,
    step,
    kind: Kind.parse(kind),
    version,
    state: State.parse(state),
    ...(due_at !== null && kind !== 'webhook' && { nextAt: due_at }),
    ...(last_at !== null && { lastAt: last_at }),
    ...(went && { problem: went }),
  };
}
