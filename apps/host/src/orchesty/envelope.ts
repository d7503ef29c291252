import { z } from 'zod';

/** What the platform's bridge sends to a node, and what it takes back: the headers of the message, and its body as text. */
export const Envelope = z.object({
  headers: z.record(z.string(), z.unknown()).default({}),
  body: z.string().default(''),
});
export type Envelope = z.infer<typeof Envelope>;

/** Headers of a message that mean something here. All others are handed back as they came. */
export const header = {
  correlationId: 'correlation-id',
  processId: 'process-id',
  nodeId: 'node-id',
  user: 'user',
  followers: 'worker-followers',
  chosenFollowers: 'force-target-queue',
  limiterKey: 'limiter-key',
  limiterReturn: 'limit-return-exchange',
  cursor: 'cursor',
  repeatInterval: 'repeat-interval',
  repeatMaxHops: 'repeat-max-hops',
  resultCode: 'result-code',
  resultMessage: 'result-message',
  resultDetail: 'result-detail',
} as const;

/** The text of a header; nothing, where it is missing, empty or neither text nor a number. */
export function textOf({ headers }: Envelope, name: string): string | undefined {
  const value = headers[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}
