import { HttpClient, type HttpRequest } from '@mortise/sdk';
import type { AnswerOptions } from '../fake-api/answer.ts';
import { type Fault, faults } from '../fake-api/faults.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { requestOf, responseOf } from './interaction.ts';
import type { Scrubber } from './scrubber.ts';
import type { Interaction } from './tape.ts';

const timeoutMs = 30_000;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly HttpRequest['method'][];
/** They belong to the connection to us, not to the one to the service. */
const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** Hands requests on to where they were meant to go, and keeps what comes back. */
export class Recorder {
  readonly interactions: Interaction[] = [];
  readonly #http: HttpClient;
  readonly #scrubber: Scrubber;
  readonly #origins = new Map<string, string>();

  constructor(allow: readonly string[], scrubber: Scrubber) {
    this.#scrubber = scrubber;
    this.#http = new HttpClient({ allow });
  }

  /** Remembers under which protocol a host is reached, then leads there by way of the given address. */
  reroute(url: URL, by: (url: URL) => URL): URL {
    this.#origins.set(url.host, url.origin);
    return by(url);
  }

  /** Keeps the interaction unless it is a sign-in, which only gives secrets away. */
  async forward(request: RecordedRequest, isSignIn: boolean): Promise<AnswerOptions | Fault> {
    const method = methods.find((known) => known === request.method);
    const origin = this.#origins.get(request.host);
    if (!method || !origin) return faults.reset();
    const answer = await this.#http.exchange({
      method,
      url: new URL(`${origin}${request.target}`),
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hopByHop.has(name))),
      body: request.bytes.byteLength > 0 ? request.bytes : undefined,
      deadlineAt: performance.now() + timeoutMs,
    });
    const interaction = { request: requestOf(request), response: responseOf(answer) };
    const scrubbed = this.#scrubber.scrub(interaction);
    if (!isSignIn) this.interactions.push(scrubbed);
    const {
      'content-encoding': _encoding,
      'content-length': _length,
      'transfer-encoding': _transfer,
      ...headers
    } = answer.headers;
    return { status: answer.status, headers, body: answer.body };
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}
