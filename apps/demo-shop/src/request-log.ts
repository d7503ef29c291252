import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const KEPT = 1000;

/** A parameter that was sent more than once is a list. */
const Query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A request as the shop received it. Credentials are kept, since this is a fixture. */
export interface RecordedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: z.output<typeof Query>;
  readonly headers: IncomingHttpHeaders;
  /** Parsed if it was JSON or a form, otherwise the text; undefined without a body. */
  readonly body: unknown;
}

/** The last thousand requests. They are put into their recorded form only when somebody looks. */
export class RequestLog {
  #requests: FastifyRequest[] = [];

  add(request: FastifyRequest) {
    this.#requests.push(request);
    if (this.#requests.length > KEPT) this.#requests.shift();
  }

  read(): RecordedRequest[] {
    return this.#requests.map((request) => {
      const { id, method, query, headers, body } = request;
      return { id, method, path: pathOf(request), query: Query.parse(query), headers, body };
    });
  }

  reset() {
    this.#requests = [];
  }
}

/** The path of a request, without its query string. */
export function pathOf({ url }: FastifyRequest) {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
