import { ResponseTooLargeError } from '../errors/response-too-large-error.ts';
import type { Exchange } from './http-client.ts';

/** Several values of one header become one, joined by a comma (RFC 9110, 5.3). */
export function flattenHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') flat[name] = value;
    else if (Array.isArray(value)) flat[name] = value.join(', ');
  }
  return flat;
}

/** Whether an answer announces more than may come. The one to HEAD tells the length of a body that does not follow. */
export function announcesTooMuch({ method }: Exchange, headers: Readonly<Record<string, string>>, maxBytes: number): boolean {
  return method !== 'HEAD' && Number(headers['content-length']) > maxBytes;
}

export function tooLarge({ url }: Exchange, maxBytes: number): ResponseTooLargeError {
  return new ResponseTooLargeError(
    `${url.host} sent more than ${maxBytes} bytes. Ask for less at once, or raise the cap for this call.`,
  );
}
