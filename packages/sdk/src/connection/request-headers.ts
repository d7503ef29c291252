import { RequestError } from '../errors/request-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { traceparent } from '../http/trace.ts';

/** The headers of the requests of one connection: ours, those of the application, those of the connector. */
export class RequestHeaders {
  readonly #shared: Readonly<Record<string, string>>;
  readonly #idempotencyHeader: string | undefined;

  constructor(shared: Readonly<Record<string, string>>, idempotencyHeader: string | undefined) {
    this.#idempotencyHeader = idempotencyHeader?.toLowerCase();
    this.#shared = {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Mortise',
      ...inLowerCase(shared),
    };
  }

  of({ method, headers, idempotencyKey }: HttpRequest, call: { traceId: string; idempotencyKey: string }) {
    const all: Record<string, string> = { ...this.#shared, ...inLowerCase(headers), traceparent: traceparent(call.traceId) };
    if (this.#idempotencyHeader && (method === 'POST' || method === 'PATCH')) {
      all[this.#idempotencyHeader] ??= idempotencyKey ?? call.idempotencyKey;
    }
    return all;
  }
}

/** Names are case-insensitive: one that is written in two ways would be sent twice. */
function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lowered: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const lowerName = name.toLowerCase();
    if (lowerName === 'host') throw new RequestError('The header "host" belongs to the address of the request. Leave it out.');
    if (value !== undefined) lowered[lowerName] = value;
  }
  return lowered;
}
