import type { IncomingMessage } from 'node:http';

/** A request as it arrived at a fake API. */
export interface RecordedRequest {
  readonly method: string;
  /** The host that the connector meant, with its port where it named one. */
  readonly host: string;
  /** As it was sent, encoded, without the query. */
  readonly path: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Decoded; a parameter that is repeated is a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `json` or `form` where the body is one of them, otherwise its text; absent where there is none. */
  readonly body?: unknown;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Reads a request to its end. */
export async function record(message: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const target = message.url ?? '/';
  const queryAt = target.indexOf('?');
  const headers = Object.fromEntries(
    Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  );
  const text = bytes.toString();
  return {
    method: message.method ?? 'GET',
    host: headers['host'] ?? '',
    target,
    path: queryAt === -1 ? target : target.slice(0, queryAt),
    query: queryAt === -1 ? {} : readParameters(target.slice(queryAt + 1)),
    headers,
    ...(bytes.length > 0 && { body: readBody(text, headers['content-type'] ?? '') }),
    bytes,
    text,
  };
}

function readBody(text: string, contentType: string): unknown {
  if (contentType.includes('x-www-form-urlencoded')) return readParameters(text);
  if (!contentType.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    // What is not the JSON that it claims to be is shown as it is; the test will say what it expected.
    return text;
  }
}

function readParameters(text: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
