import { isUtf8 } from 'node:buffer';
import type { HttpResponse } from '@mortise/sdk';
import type { AnswerOptions } from '../fake-api/answer.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import type { Interaction } from './tape.ts';

/** They speak of the body as it was sent, not of the one that is kept, or of that moment alone. */
const passing = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'date', 'age']);

/** What a cassette keeps of a request: everything that replay is strict about. Headers, and the credentials in them, are not kept. */
export function requestOf({ method, host, path, query, body }: RecordedRequest): Interaction['request'] {
  const plain = Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]);
  return { method, host, path, query: Object.fromEntries(plain), ...(body !== undefined && { body }) };
}

/** What a cassette keeps of an answer. */
export function responseOf({ status, headers, body }: HttpResponse): Interaction['response'] {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.has(name)));
  return { status, headers: kept, ...contentOf(Buffer.from(body), headers['content-type'] ?? '') };
}

/** The answer that a cassette gives again. */
export function answerOf({ status, headers, kind, body }: Interaction['response']): AnswerOptions {
  if (body === undefined) return { status, headers };
  if (kind === 'base64') return { status, headers, body: Buffer.from(String(body), 'base64') };
  return { status, headers, body: kind === 'json' ? JSON.stringify(body) : body };
}

function contentOf(body: Buffer, contentType: string): Pick<Interaction['response'], 'kind' | 'body'> {
  if (body.length === 0) return { kind: 'text' };
  if (!isUtf8(body)) return { kind: 'base64', body: body.toString('base64') };
  if (!contentType.includes('json')) return { kind: 'text', body: body.toString() };
  try {
    return { kind: 'json', body: JSON.parse(body.toString()) };
  } catch {
    return { kind: 'text', body: body.toString() };
  }
}
