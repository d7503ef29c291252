import type { ActionContext } from './action.ts';

/** How many actions have been run within a context. */
const parts = new WeakMap<ActionContext, number>();

/**
 * The context of an action that is a part of another. Its writes have an idempotency key of their own, else a service would take
 * the second of them for the first; the key is the same at every attempt that does the same in the same order.
 */
export function partOf(whole: ActionContext, cursor: string | undefined): ActionContext {
  const ordinal = (parts.get(whole) ?? 0) + 1;
  parts.set(whole, ordinal);
  const idempotencyKey = `${whole.idempotencyKey}.${ordinal}`;
  return {
    settings: whole.settings,
    idempotencyKey,
    log: whole.log,
    get signal() {
      return whole.signal;
    },
    send: (request, responses) => whole.send({ idempotencyKey, ...request }, responses),
    download: (request, options) => whole.download({ idempotencyKey, ...request }, options),
    readFile: (file, options) => whole.readFile(file, options),
    ...(whole.evaluate && { evaluate: whole.evaluate }),
    ...(cursor !== undefined && { cursor }),
  };
}
