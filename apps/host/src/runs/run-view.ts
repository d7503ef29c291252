import { z } from 'zod';
import { Id, ListPlace, PageSize } from '../http/list-page.ts';
import { Attempt, attemptsIn, type MessageRow, messageStates, type RunRow } from './message.ts';
import { runStates } from './run-counts.ts';

export const RunState = z.enum(runStates);

export const RunView = z
  .strictObject({
    id: z.string(),
    process: z.string(),
    processName: z.string().optional().meta({ description: 'Absent where the process was deleted' }),
    version: z.int(),
    start: z.string().meta({ description: 'Step at which it began' }),
    state: RunState,
    pausedBy: z.enum(['run', 'process']).optional(),
    startedBy: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
    open: z.int().meta({ description: 'Messages that are on their way' }),
    failed: z.int().meta({ description: 'Messages that failed and wait for somebody' }),
  })
  .meta({ title: 'Run' });
export type RunView = z.infer<typeof RunView>;

export const RunPage = z.strictObject({ items: z.array(RunView), next: z.string().optional() }).meta({ title: 'Page of runs' });
export type RunPage = z.infer<typeof RunPage>;

export const RunsQuery = z.strictObject({
  process: Id.optional(),
  state: RunState.optional(),
  since: z.iso.datetime().optional().meta({ description: 'Only what began then or later' }),
  before: ListPlace.optional(),
  limit: PageSize,
});
export type RunsQuery = z.infer<typeof RunsQuery>;

export const RunAddress = z.strictObject({ id: Id });
export type RunAddress = z.infer<typeof RunAddress>;

export const MessageState = z.enum(messageStates);

export const MessageView = z
  .strictObject({
    id: z.string(),
    number: z.int().meta({ description: 'Its place in the run, in the order in which messages were made' }),
    step: z.string(),
    state: MessageState,
    parent: z.string().optional(),
    batch: z.string().optional(),
    position: z.int().meta({ description: 'Its place in the batch' }),
    version: z.int().optional().meta({ description: 'That it was replayed with, where it is not that of its run' }),
    error: z.string().optional().meta({ description: 'Code of the error that it failed with' }),
    attempts: z.int(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
  })
  .meta({ title: 'Message' });
export type MessageView = z.infer<typeof MessageView>;

/** The contents of a message. Those that are too long for a list stand in `omitted`. */
const contents = {
  data: z.unknown().optional().meta({ description: 'What arrived at the step' }),
  input: z.unknown().optional().meta({ description: 'What its action was given, where that is not the data' }),
  output: z.unknown().optional().meta({ description: 'What came out, where one thing did' }),
  omitted: z
    .array(z.enum(['data', 'input', 'output']))
    .optional()
    .meta({ description: 'Contents that are too long for this answer; the message itself has them' }),
};

export const MessageDetail = MessageView.omit({ attempts: true })
  .extend({ ...contents, attempts: z.array(Attempt).meta({ description: 'The last ones, with what was sent and received' }) })
  .meta({ title: 'Message with its contents' });
export type MessageDetail = z.infer<typeof MessageDetail>;

export const MessagePage = z
  .strictObject({ items: z.array(MessageView), next: z.string().optional() })
  .meta({ title: 'Page of messages' });
export type MessagePage = z.infer<typeof MessagePage>;

export const MessagesQuery = z.strictObject({
  step: Id.optional(),
  state: MessageState.optional(),
  before: z.coerce.number().int().min(0).optional().meta({ description: 'What `next` of the page before said' }),
  limit: PageSize,
});
export type MessagesQuery = z.infer<typeof MessagesQuery>;

export const MessageAddress = z.strictObject({ id: Id, message: Id });
export type MessageAddress = z.infer<typeof MessageAddress>;

export const RunStep = z.strictObject({
  step: z.string(),
  counts: z.partialRecord(MessageState, z.int()).meta({ description: 'Its messages, by what became of them' }),
  startedAt: z.iso.datetime().optional().meta({ description: 'When its first message was begun' }),
  endedAt: z.iso.datetime().optional().meta({ description: 'When its latest message ended, where none waits' }),
  message: MessageDetail.meta({ description: 'The latest one that failed, or else the latest' }),
});
export type RunStep = z.infer<typeof RunStep>;

export const RunDetail = RunView.extend({
  steps: z.array(RunStep).meta({ description: 'Those that were reached, in the order in which they were' }),
}).meta({ title: 'Run with its steps' });
export type RunDetail = z.infer<typeof RunDetail>;

export function toRunView(row: RunRow & { readonly process_name: string | null }): RunView {
  const { ended_at: endedAt, paused_by: pausedBy, process_name: processName } = row;
  const { id, process, version, start, started_by: startedBy, started_at: startedAt, open, failed } = row;
  return {
    id,
    process,
    ...(processName !== null && { processName }),
    version,
    start,
    state: RunState.parse(row.state),
    ...(pausedBy !== null && { pausedBy: z.enum(['run', 'process']).parse(pausedBy) }),
    startedBy,
    startedAt,
    ...(endedAt !== null && { endedAt }),
    open,
    failed,
  };
}

/** What a list shows of a message. */
export type MessageFacts = Omit<MessageRow, 'data' | 'input' | 'output' | 'trail'>;

export function toMessageView(row: MessageFacts): MessageView {
  return { ...toFacts(row), attempts: attemptsIn(row).filter(({ by }) => by === undefined).length };
}

/** A message without its contents. */
export function toFacts(row: MessageFacts): Omit<MessageView, 'attempts'> {
  const { id, step, parent, batch, position, version, error, created_at: createdAt } = row;
  const { started_at: startedAt, ended_at: endedAt } = row;
  return {
    id,
    number: Number(row.number),
    step,
    state: MessageState.parse(row.state),
    ...(parent !== null && { parent }),
    ...(batch !== null && { batch }),
    position,
    ...(version !== null && { version }),
    ...(error !== null && { error }),
    createdAt,
    ...(startedAt !== null && { startedAt }),
    ...(endedAt !== null && { endedAt }),
  };
}
