import type { ServerResponse } from 'node:http';
import { type AnswerOptions, toAnswer } from './answer.ts';

/** An answer that is not one: what a service does on a bad day. */
export class Fault {
  /** Answers in its own way, or not at all. */
  readonly act: (response: ServerResponse) => void;

  constructor(act: (response: ServerResponse) => void) {
    this.act = act;
  }
}

/** Replies that misbehave, for {@link FakeApi.replies} and `testConnector(…).replies`. */
export const faults = {
  /** Takes the request and never answers. */
  hang: () => new Fault(() => {}),

  /** Answers after so many milliseconds. */
  delay: (milliseconds: number, reply?: unknown) =>
    new Fault((response) => {
      const timer = setTimeout(() => write(response, reply), milliseconds);
      response.on('close', () => clearTimeout(timer));
    }),

  /** Ends the connection without an answer. */
  reset: () => new Fault((response) => response.socket?.resetAndDestroy()),

  /** Promises a body and ends the connection in the middle of it. */
  truncated: (reply: unknown = { id: 'a body that is cut off' }) =>
    new Fault((response) => {
      const { status, headers, body } = toAnswer(reply);
      response.writeHead(status, { ...headers, 'content-length': body.byteLength + 1 });
      response.write(body, () => response.socket?.destroy());
    }),

  /** Half a JSON document, or half of something else. */
  malformed: (contentType = 'application/json'): AnswerOptions => ({
    status: 200,
    headers: { 'content-type': contentType },
    body: contentType.includes('xml') ? '<answer><id>1</answer' : '{"id": "1", "items": [',
  }),

  /** A body of so many bytes, and the honest length of it. */
  oversized: (bytes: number): AnswerOptions => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `"${'x'.repeat(Math.max(0, bytes - 2))}"`,
  }),

  /** 429 with Retry-After, in seconds; fractions keep tests short. */
  rateLimited: (seconds: number, body: unknown = { message: 'Too many requests' }): AnswerOptions => ({
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body,
  }),
};

/** Writes an answer in full. */
export function write(response: ServerResponse, reply: unknown): void {
  const { status, headers, body } = toAnswer(reply);
  // These statuses have no body, and a length of nothing would be one too many (RFC 9110, 8.6).
  const length = status === 204 || status === 304 ? {} : { 'content-length': body.byteLength };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
