import { z } from 'zod';

// As in answers.ts: looser than what the host sends today.

export const Run = z.object({
  id: z.string(),
  process: z.string(),
  processName: z.string().optional(),
  version: z.int(),
  start: z.string(),
  state: z.string(),
  pausedBy: z.string().optional(),
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  open: z.int(),
  failed: z.int(),
});
export type Run = z.infer<typeof Run>;

export const RunPage = z.object({ items: z.array(Run), next: z.string().optional() });
export type RunPage = z.infer<typeof RunPage>;

const Exchange = z.looseObject({ method: z.string(), url: z.string(), status: z.int().optional(), error: z.string().optional() });

const Attempt = z.looseObject({
  at: z.string(),
  durationMs: z.number(),
  outcome: z.string(),
  error: z.object({ code: z.string(), title: z.string(), detail: z.string(), retryable: z.boolean() }).optional(),
  by: z.string().optional(),
  reason: z.string().optional(),
  exchanges: z.array(Exchange).optional(),
});
export type Attempt = z.infer<typeof Attempt>;

const contents = {
  data: z.unknown().optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  omitted: z.array(z.string()).optional(),
  attempts: z.array(Attempt),
};

const StepMessage = z.object({ id: z.string(), state: z.string(), error: z.string().optional(), ...contents });

export const RunDetail = Run.extend({
  steps: z.array(
    z.object({
      step: z.string(),
      counts: z.record(z.string(), z.int()),
      startedAt: z.string().optional(),
      endedAt: z.string().optional(),
      message: StepMessage,
    }),
  ),
});
export type RunDetail = z.infer<typeof RunDetail>;

const FailedFacts = z.object({
  id: z.string(),
  run: z.string(),
  process: z.string(),
  processName: z.string().optional(),
  step: z.string(),
  code: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  failedAt: z.string(),
});

export const FailedMessage = FailedFacts.extend({ attempts: z.int() });
export type FailedMessage = z.infer<typeof FailedMessage>;

export const FailedMessagePage = z.object({ items: z.array(FailedMessage), next: z.string().optional() });
export type FailedMessagePage = z.infer<typeof FailedMessagePage>;

export const FailedMessageDetail = FailedFacts.extend(contents);
export type FailedMessageDetail = z.infer<typeof FailedMessageDetail>;

export const Cause = z.object({
  process: z.string(),
  processName: z.string().optional(),
  step: z.string(),
  code: z.string(),
  count: z.int(),
  lastFailedAt: z.string(),
});
export type Cause = z.infer<typeof Cause>;

export const ReplayedMessage = z.object({ id: z.string(), run: z.string() });
export type ReplayedMessage = z.infer<typeof ReplayedMessage>;

export const Job = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  total: z.int(),
  done: z.int(),
  error: z.object({ code: z.string(), title: z.string(), detail: z.string() }).optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
});
export type Job = z.infer<typeof Job>;
