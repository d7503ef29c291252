import type { HttpResponse } from './request.ts';

const maxLength = 500;

/** What a service says about its own refusal: the message fields that APIs commonly use, else the beginning of the text. */
export function readRefusal({ headers, body }: HttpResponse): string {
  const text = new TextDecoder().decode(body.subarray(0, 64 * 1024));
  const message = headers['content-type']?.includes('json') ? messageIn(text) : undefined;
  const plain = message ?? (headers['content-type']?.includes('html') ? '' : text);
  return plain.replace(/\s+/g, ' ').trim().slice(0, maxLength);
}

function messageIn(text: string): string | undefined {
  try {
    return findMessage(JSON.parse(text));
  } catch {
    // A refusal that is not valid JSON is quoted as the text it is.
    return undefined;
  }
}

function findMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return findMessage(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of ['message', 'error_description', 'detail', 'error', 'errors', 'title', 'reason']) {
    const found = findMessage(fields.get(name));
    if (found) return found;
  }
  return undefined;
}
