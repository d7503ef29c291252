import { CancelledError } from '../errors/cancelled-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';

/** Until when somebody waits, and what makes them give up earlier. */
export interface Patience {
  /** In milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  readonly signal?: AbortSignal | undefined;
}

/** Timers of Node.js fire at once where they are asked for more. */
const longestTimerMs = 2 ** 31 - 1;

/** Whole milliseconds until a deadline, as a timer takes them. */
export function remainingMs(deadlineAt: number): number {
  return Math.min(Math.max(0, Math.ceil(deadlineAt - performance.now())), longestTimerMs);
}

/** A signal that is aborted at a time of `performance.now()`, or when the caller's own signal is. */
export function abortedAt(deadlineAt: number, signal: AbortSignal | undefined): AbortSignal {
  const atDeadline = AbortSignal.timeout(remainingMs(deadlineAt));
  return signal ? AbortSignal.any([signal, atDeadline]) : atDeadline;
}

/** Waits for work that others wait for too: this caller gives up at its own deadline, the work goes on. */
export async function waitFor<Value>(work: Promise<Value>, subject: string, { deadlineAt, signal }: Patience): Promise<Value> {
  const { promise: interruption, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new CancelledError(`The call was cancelled while it waited for ${subject}.`));
  const expire = () => reject(new TimeoutError(`The deadline of the call passed while it waited for ${subject}.`));
  const timer = setTimeout(expire, remainingMs(deadlineAt));
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  try {
    return await Promise.race([work, interruption]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
