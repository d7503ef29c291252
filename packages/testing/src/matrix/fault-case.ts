import type { TestAccount } from '../connector/test-connection.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';

/** What a matrix tries; the names under which a case makes an exception. */
export type FaultName =
  | 'happy'
  | 'badInput'
  | 'ignoredInput'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'rateLimit'
  | 'outage'
  | 'timeout'
  | 'brokenConnection'
  | 'malformedBody'
  | 'otherShape'
  | 'oversizedBody'
  | 'secondPage'
  | 'forgottenInput'
  | 'emptyPage'
  | 'bodyRefusal'
  | 'graphqlErrors'
  | 'soapFault'
  | 'duplicate'
  | 'changedDuplicate'
  | 'badSignature'
  | 'oldDelivery'
  | 'foreignEvent'
  | 'subscribe';

/** One good call of an action, from which the faults are derived. */
export interface FaultCase<Input = unknown> {
  readonly input: Input;
  /** What the service answers: a body, or `{ status, headers, body }`. Of a webhook: the payload of a delivery. */
  readonly reply?: unknown;
  /** In place of `reply`, for an action that sends several requests. */
  readonly replies?: readonly unknown[];
  /** Of a batch: the page after `reply`. Absent: `reply` again. Of a poll: what the second poll finds. */
  readonly nextReply?: unknown;
  /** Of a batch: a page without items. Absent: `reply` with its lists emptied. */
  readonly emptyReply?: unknown;
  /** Of a webhook: what the service answers to `subscribe()`. `{ id, secret }` where it is absent. */
  readonly subscribeReply?: unknown;
  /** What the first request has to be like. */
  readonly request?: Partial<RecordedRequest>;
  /** What the output (of a batch, the first page) has to be like. */
  readonly output?: object;
  /** Faults that are not tried, each with the reason why. */
  readonly except?: Partial<Readonly<Record<FaultName, string>>>;
}

/** The account that the call is made with; see `testConnector`. */
export type FaultAccount = Pick<TestAccount, 'application' | 'settings' | 'credentials'>;
