import { InputError } from '../errors/input-error.ts';
import { parseExactJson } from '../schema/exact-json.ts';
import { readHeader, type WebhookRequest } from './webhook-request.ts';

/**
 * The body of a delivery as a value: a form where it is one, otherwise JSON whatever type it claims; `undefined` where it is empty. A
 * form whose one field is `payload` stands for the JSON in it, as Slack's and GitHub's do. Throws an InputError.
 */
export function readPayload(request: WebhookRequest): unknown {
  if (request.rawBody.byteLength === 0) return undefined;
  const text = decode(request.rawBody);
  if (!readHeader(request, 'content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded')) return parse(text);
  const form = new URLSearchParams(text);
  const names = [...new Set(form.keys())];
  if (names.length === 1 && names[0] === 'payload') return parse(form.get('payload') ?? '');
  return Object.fromEntries(names.map((name) => [name, form.getAll(name)]).map(([name, values]) => [name, single(values)]));
}

function single(values: unknown): unknown {
  return Array.isArray(values) && values.length === 1 ? values[0] : values;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('', 'The body of the delivery is not valid UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new InputError('', 'The body of the delivery is neither JSON nor a form.');
  }
}
