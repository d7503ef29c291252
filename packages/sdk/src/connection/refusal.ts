import type { HttpResponse } from '../http/request.ts';
import { isRecord } from '../schema/is-record.ts';
import { readBeginning } from './read-beginning.ts';
import type { Redactor } from './redactor.ts';

const maxLength = 500;
const maxRead = 64 * 1024;
const maxDepth = 5;

/** What a service says about its own refusal, without secrets: the message fields that APIs commonly use, else how the text begins. */
export function readRefusal({ headers, body }: HttpResponse, redactor: Redactor): string {
  const text = readBeginning(body, maxRead + redactor.longestForm);
  const message = headers['content-type']?.includes('json') ? messageIn(text) : undefined;
  return shown(message ?? (headers['content-type']?.includes('html') ? '' : text), redactor);
}

/** What an object says in its message fields, without secrets; nothing of all else in it, which may be a token. */
export function readExplanation(content: unknown, redactor: Redactor): string {
  return isRecord(content) ? shown(findMessage(content, maxDepth) ?? '', redactor) : '';
}

/** One line of a text. */
function shown(text: string, redactor: Redactor): string {
  // Redacted first: a secret that is cut or reflowed could no longer be found.
  const line = redactor.redact(text, maxRead).replace(/[\s\p{Cc}]+/gu, ' ');
  return line.trim().slice(0, maxLength).toWellFormed();
}

function messageIn(text: string): string | undefined {
  try {
    return findMessage(JSON.parse(text), maxDepth);
  } catch {
    // A refusal that is not valid JSON is quoted as the text it is.
    return undefined;
  }
}

function findMessage(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  if (Array.isArray(value)) return findMessage(value[0], depth - 1);
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of ['message', 'error_description', 'detail', 'error', 'errors', 'title', 'reason']) {
    const found = findMessage(fields.get(name), depth - 1);
    if (found) return found;
  }
  return undefined;
}
