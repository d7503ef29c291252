import { z } from 'zod';
import { Id, ListPlace, PageSize } from '../http/list-page.ts';
import { attemptsIn, type MessageRow } from './message.ts';
import { MessageDetail, type MessageFacts, MessageView, toMessageView } from './run-view.ts';

const whereItFailed = {
  run: z.string(),
  process: z.string(),
  processName: z.string().optional(),
  code: z.string().meta({ description: 'Of the error that it failed with' }),
  title: z.string().optional(),
  detail: z.string().optional(),
  failedAt: z.iso.datetime(),
};

export const FailedMessageView = MessageView.omit({ error: true, endedAt: true, state: true })
  .extend(whereItFailed)
  .meta({ title: 'Failed message' });
export type FailedMessageView = z.infer<typeof FailedMessageView>;

export const FailedMessageDetail = MessageDetail.omit({ error: true, endedAt: true, state: true })
  .extend(whereItFailed)
  .meta({ title: 'Failed message with its contents' });
export type FailedMessageDetail = z.infer<typeof FailedMessageDetail>;

export const FailedMessagePage = z
  .strictObject({ items: z.array(FailedMessageView), next: z.string().optional() })
  .meta({ title: 'Page of failed messages' });
export type FailedMessagePage = z.infer<typeof FailedMessagePage>;

const filter = { process: Id.optional(), step: Id.optional(), code: Id.optional(), run: Id.optional() };

/** Which failed messages are meant: those to which all of it applies. */
export const FailedMessageFilter = z.strictObject(filter);
export type FailedMessageFilter = z.infer<typeof FailedMessageFilter>;

export const FailedMessagesQuery = z.strictObject({ ...filter, before: ListPlace.optional(), limit: PageSize });
export type FailedMessagesQuery = z.infer<typeof FailedMessagesQuery>;

export const CausesQuery = z.strictObject({ process: Id.optional() });
export type CausesQuery = z.infer<typeof CausesQuery>;

export const Cause = z
  .strictObject({
    process: z.string(),
    processName: z.string().optional(),
    step: z.string(),
    code: z.string(),
    count: z.int(),
    lastFailedAt: z.iso.datetime(),
  })
  .meta({ title: 'Cause of failed messages' });
export type Cause = z.infer<typeof Cause>;

export const FailedMessageAddress = z.strictObject({ id: Id });
export type FailedMessageAddress = z.infer<typeof FailedMessageAddress>;

export const MessageChange = z.strictObject({
  data: z.json().meta({ description: 'What the step is given in place of what arrived' }),
});
export type MessageChange = z.infer<typeof MessageChange>;

const version = z
  .enum(['same', 'latest'])
  .default('same')
  .meta({ description: 'Of the process: the one that the message failed in, or the one that new runs take' });

export const Replay = z.strictObject({ version }).prefault({});
export type Replay = z.infer<typeof Replay>;

export const BulkReplay = z.strictObject({ filter: FailedMessageFilter, version });
export type BulkReplay = z.infer<typeof BulkReplay>;

const reason = z.string().trim().min(1).max(500).meta({ description: 'Stays in the history' });

export const Discard = z.strictObject({ reason });
export type Discard = z.infer<typeof Discard>;

export const BulkDiscard = z.strictObject({ filter: FailedMessageFilter, reason });
export type BulkDiscard = z.infer<typeof BulkDiscard>;

type Named<Row> = Row & { readonly process_name: string | null };

export function toFailedMessageView(row: Named<MessageFacts>): FailedMessageView {
  const { error: _error, endedAt: _endedAt, state: _state, ...view } = toMessageView(row);
  return { ...view, ...whereItDid(row) };
}

export function toFailedMessageDetail(row: Named<MessageRow>, detail: MessageDetail): FailedMessageDetail {
  const { error: _error, endedAt: _endedAt, state: _state, ...view } = detail;
  return { ...view, ...whereItDid(row) };
}

function whereItDid(row: Named<MessageFacts>) {
  const { run, process, process_name: processName, error, ended_at: endedAt } = row;
  const cause = attemptsIn(row).findLast((attempt) => attempt.error)?.error;
  return {
    run,
    process,
    ...(processName !== null && { processName }),
    code: error ?? 'internal',
    ...(cause && { title: cause.title, detail: cause.detail }),
    // A failed message has both.
    failedAt: endedAt ?? row.created_at,
  };
}
