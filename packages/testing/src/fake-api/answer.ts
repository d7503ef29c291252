/** An answer in full, for when the body alone does not say it. */
export interface AnswerOptions {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer as it is written to the socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const describedBy: ReadonlySet<string> = new Set(['status', 'headers', 'body']);

/**
 * Turns what a test wrote into an answer. An object of nothing but `status` (a number from 200 to 599), `headers` and `body` describes one; anything else
 * is the body of a 200: bytes as they are, text as text or XML, everything else as JSON, `undefined` as a 204.
 */
export function toAnswer(reply: unknown): Answer {
  if (!describesAnswer(reply)) return toAnswer({ status: reply === undefined ? 204 : 200, body: reply });
  const { status, headers = {}, body } = reply;
  const [type, bytes] = encode(body);
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, headers: { ...(type !== undefined && { 'content-type': type }), ...named }, body: bytes };
}

/** Whether a reply is written as an answer in full, and not as a body. */
export function describesAnswer(reply: unknown): reply is AnswerOptions {
  if (typeof reply !== 'object' || reply === null || !('status' in reply)) return false;
  const { status } = reply;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) return false;
  return Object.keys(reply).every((name) => describedBy.has(name));
}

function encode(body: unknown): [type: string | undefined, bytes: Uint8Array] {
  if (body === undefined) return [undefined, new Uint8Array()];
  if (body instanceof Uint8Array) return ['application/octet-stream', body];
  if (typeof body === 'string') {
    return [body.trimStart().startsWith('<') ? 'text/xml; charset=utf-8' : 'text/plain; charset=utf-8', Buffer.from(body)];
  }
  return ['application/json', Buffer.from(JSON.stringify(body))];
}
