import { isMortiseError } from '../errors/mortise-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { RequestError } from '../errors/request-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { Exchange } from './http-client.ts';

/** What undici says of a request that it does not send: another try would change nothing. */
const requestFaults: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** The typed error for what undici or a socket reported. */
export function toTypedError(error: Error, { url, method }: Exchange): Error {
  if (isMortiseError(error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (requestFaults.has(code)) {
    return new RequestError(`${method} to ${url.host} was not sent: ${error.message}. Check what the connector puts into it.`, {
      cause: error,
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new TimeoutError(`${url.host} did not accept a connection in time.`, { cause: error });
  }
  return new NetworkError(`${method} to ${url.host} failed: ${code}.`, { cause: error });
}
