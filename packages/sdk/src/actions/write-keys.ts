import { createHash } from 'node:crypto';
import type { HttpRequest } from '../http/request.ts';
import type { ActionContext } from './action.ts';

/**
 * The context of one attempt, whose writes have keys of their own, else a service would take the second for the first. The first
 * has the key of the call, the others a number besides; one that is sent again keeps its key. They are the same at every attempt
 * that writes the same in the same order.
 */
export function withWriteKeys(context: ActionContext): ActionContext {
  const { settings, idempotencyKey, log, evaluate, cursor } = context;
  const ordinals = new Map<string, number>();
  const withKey = (request: HttpRequest): HttpRequest => {
    if (request.idempotencyKey !== undefined || !isWrite(request)) return request;
    const write = digestOf(request);
    const ordinal = ordinals.get(write) ?? ordinals.size + 1;
    ordinals.set(write, ordinal);
    return ordinal === 1 ? request : { ...request, idempotencyKey: `${idempotencyKey}.send-${ordinal}` };
  };
  return {
    settings,
    idempotencyKey,
    log,
    // Made when it is looked at, which few actions do.
    get signal() {
      return context.signal;
    },
    send: (request, responses) => context.send(withKey(request), responses),
    download: (request, options) => context.download(withKey(request), options),
    readFile: (file, options) => context.readFile(file, options),
    ...(evaluate && { evaluate }),
    ...(cursor !== undefined && { cursor }),
  };
}

/** Whether a request carries an idempotency key where its service takes one. */
function isWrite({ method }: HttpRequest): boolean {
  return method === 'POST' || method === 'PATCH';
}

function digestOf({ method, path, body = '' }: HttpRequest): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest('base64url');
}
