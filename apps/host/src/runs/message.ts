import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { MessagesTable, RunsTable } from '../database/run-tables.ts';
import { newTimedId } from '../database/timed-id.ts';
import type { Claim } from '../queue/work-queue.ts';

export type MessageRow = Selectable<MessagesTable>;
export type RunRow = Selectable<RunsTable>;

/**
 * waiting: for its turn, its time or the end of a pause · collected: for the rest of its batch · failed: for somebody who looks at
 * it. The others are final.
 */
export const messageStates = ['waiting', 'collected', 'failed', 'done', 'stopped', 'discarded', 'cancelled'] as const;
export type MessageState = (typeof messageStates)[number];

/** A request that an attempt sent to its service. */
export const Exchange = z.object({
  method: z.string(),
  /** Without credentials, as its texts are. */
  url: z.string(),
  status: z.int().optional(),
  /** Code of the error where no answer arrived. */
  error: z.string().optional(),
  durationMs: z.number(),
  requestBytes: z.int(),
  responseBytes: z.int(),
  /** The beginnings of the bodies, where they are text. */
  request: z.string().optional(),
  response: z.string().optional(),
});
export type Exchange = z.infer<typeof Exchange>;

/** One time that somebody, or something, worked on a message. */
export const Attempt = z.object({
  at: z.string(),
  durationMs: z.number(),
  /** How it ended; `edited`, `replayed` and `discarded` are what people did. */
  outcome: z.string(),
  /** Attempts up to this one. One that waited for a budget or a sign-in counts for nothing, and a replay begins anew. */
  counted: z.int(),
  error: z.object({ code: z.string(), title: z.string(), detail: z.string(), retryable: z.boolean() }).optional(),
  /** Who did it, and why. */
  by: z.string().optional(),
  reason: z.string().optional(),
  exchanges: z.array(Exchange).optional(),
});
export type Attempt = z.infer<typeof Attempt>;
export type AttemptError = NonNullable<Attempt['error']>;
const Attempts = z.array(Attempt);
export const Trail = z.record(z.string(), z.string());
export type Trail = z.infer<typeof Trail>;

/** Where a batch goes on, what was given so far, and the batch that the items belong to. */
export const Cursor = z.union([
  z.object({ cursor: z.string(), given: z.int(), batch: z.string() }),
  z.object({ collected: z.literal(true) }),
]);
export type Cursor = z.infer<typeof Cursor>;

/**
 * What is kept of an action that succeeded although its message could not go on: where the message is worked on again, the action
 * is not, since what it did is done.
 */
export const Kept = z.object({
  action: z.string(),
  result: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('success'), output: z.unknown() }),
    z.object({ outcome: z.literal('page'), items: z.array(z.unknown()).readonly(), cursor: z.string().exactOptional() }),
    z.object({ outcome: z.literal('route'), to: z.array(z.string()).readonly(), output: z.unknown() }),
  ]),
});
export type Kept = z.infer<typeof Kept>;

/** A message that this host works on. */
export interface Hop {
  readonly claim: Claim;
  readonly message: MessageRow;
  readonly run: Pick<RunRow, 'tenant' | 'id' | 'process' | 'version' | 'started_at' | 'state'>;
}

/** The version that a message is worked on with. */
export function versionOf({ message, run }: Hop): number {
  return message.version ?? run.version;
}

/** Nothing where it neither goes on with a batch nor was collected. */
export function cursorOf({ cursor }: Pick<MessageRow, 'cursor'>): Cursor | undefined {
  return cursor === null ? undefined : Cursor.parse(JSON.parse(cursor));
}

export function trailOf({ trail }: Pick<MessageRow, 'trail'>): Trail {
  return Trail.parse(JSON.parse(trail));
}

export function attemptsIn({ attempts }: Pick<MessageRow, 'attempts'>): Attempt[] {
  return Attempts.parse(JSON.parse(attempts));
}

/** A message that is going to be. */
export interface Follower {
  readonly id: string;
  /** The message, or the batch, that it follows from. */
  readonly parent: string | null;
  readonly step: string;
  readonly data: unknown;
  readonly cursor?: Cursor;
  readonly batch: string | null;
  readonly position: number;
  readonly trail: Trail;
  /** Where it is not the version of its run. */
  readonly version: number | null;
  /** Of a step whose messages are taken one after the other. */
  readonly sequence?: string | undefined;
}

/** What became of a hop. */
export interface HopResult {
  readonly hop: Hop;
  readonly attempt: Attempt;
  readonly input?: unknown;
  readonly outcome:
    | { readonly state: 'done' | 'stopped'; readonly output?: unknown; readonly followers: readonly Follower[] }
    | { readonly state: 'collected' }
    | { readonly state: 'failed'; readonly code: string; readonly kept?: Kept }
    | {
        readonly state: 'waiting';
        readonly until: Date;
        readonly budget?: string;
        readonly account?: string;
        readonly kept?: Kept;
      };
  /** The batch that the first page of a list opens. */
  readonly opens?: { readonly collectors: readonly string[] };
}

/** The same would come of it again, so it is for somebody who looks at it. */
export function failedResult(
  hop: Hop,
  attempt: Omit<Attempt, 'outcome' | 'error'>,
  { code, title, detail }: Omit<AttemptError, 'retryable'>,
): HopResult {
  const error = { code, title, detail, retryable: false };
  return { hop, attempt: { ...attempt, outcome: 'fail', error }, outcome: { state: 'failed', code } };
}

const keptAttempts = 20;
const keptWithBodies = 2;

/** What a message waited for again and again leaves one attempt. */
const waits = ['sign-in', 'offline'];

/**
 * The attempts of a message with one more: the last ones, of which the very last keep what was sent and received, and that
 * somebody has edited it.
 */
export function withAttempt(column: string, attempt: Attempt): string {
  const before = attemptsIn({ attempts: column });
  const isAgain = waits.includes(attempt.outcome) && before.at(-1)?.outcome === attempt.outcome;
  const all = [...(isAgain ? before.slice(0, -1) : before), attempt];
  const edit = all.findLast(({ outcome }) => outcome === 'edited');
  const last = all.slice(-keptAttempts);
  const attempts = edit && !last.includes(edit) ? [edit, ...last.slice(1)] : last;
  const firstWhole = attempts.length - keptWithBodies;
  return JSON.stringify(attempts.map((each, index) => (index < firstWhole ? withoutBodies(each) : each)));
}

function withoutBodies({ exchanges, ...attempt }: Attempt): Attempt {
  if (!exchanges) return attempt;
  return { ...attempt, exchanges: exchanges.map(({ request: _request, response: _response, ...facts }) => facts) };
}

/** How often a message was tried, since it was made or replayed. */
export function attemptsOf(message: Pick<MessageRow, 'attempts'>): number {
  return attemptsIn(message).at(-1)?.counted ?? 0;
}

/** The same however often an action is called for a message, and another once somebody has edited that: it is another request then. */
export function idempotencyKeyOf({ id, data, attempts }: Pick<MessageRow, 'id' | 'data' | 'attempts'>): string {
  const isEdited = attemptsIn({ attempts }).some(({ outcome }) => outcome === 'edited');
  return isEdited ? createHash('sha256').update(`${id}\0${data}`).digest('hex').slice(0, 32) : id;
}

/** Ids sort by the time they were made at, and are trace ids: a run is one trace. */
export function newRunId(): string {
  return newTimedId();
}

/** The id of a message that follows from another: the same however often the other is worked on, and never like an option. */
export function followerId(parent: string, step: string, index: number | 'next'): string {
  return createHash('sha256').update(`${parent}\0${step}\0${index}`).digest('hex').slice(0, 32);
}
