import { type ActionContext, type HttpRequest, InputError } from '@mortise/sdk';
import { readHeaderLines } from './headers.ts';
import { readSettings } from './settings.ts';

/** What an answer may be, JSON first; the SDK would ask for nothing else. */
const readableTypes = 'application/json, application/xml;q=0.9, text/xml;q=0.9, text/*;q=0.8, */*;q=0.5';

/**
 * The request with the headers of its connection; those of its content, and then its own, take their place. Throws an InputError for one that would take
 * the place of the API key.
 */
export function withHeaders(
  request: HttpRequest,
  own: Readonly<Record<string, string>>,
  { settings, idempotencyKey }: ActionContext,
): HttpRequest {
  const { headers = '', headerName, idempotencyHeader } = readSettings(settings);
  for (const name of Object.keys(own)) {
    if (name.toLowerCase() !== headerName?.toLowerCase()) continue;
    throw new InputError(`headers.${name}`, `"${name}" holds the API key of the connection. Leave it out.`);
  }
  const isWrite = request.method === 'POST' || request.method === 'PATCH';
  return {
    ...request,
    headers: {
      accept: readableTypes,
      ...readHeaderLines(headers),
      ...request.headers,
      ...(isWrite && idempotencyHeader !== undefined && { [idempotencyHeader.toLowerCase()]: idempotencyKey }),
      ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value])),
    },
  };
}
