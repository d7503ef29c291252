import { isMortiseError } from '../errors/mortise-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { RequestError } from '../errors/request-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { Exchange } from './http-client.ts';

/** What undici says of a request that it does not send: another try would change nothing. */
const requestFaults: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** How a service says in the handshake that it wants another client certificate, or one at all (RFC 8446, 6.2). */
const certificateRefusal =
  /^ERR_SSL_.*ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)$/;

/** Whether an error of a socket is a service's refusal of the client certificate. */
export function refusesCertificate(code: string): boolean {
  return certificateRefusal.test(code);
}

/** What a failed connection may mean that showed a client certificate: since TLS 1.3 many a service just hangs up. */
export function withCertificateHint(error: unknown): unknown {
  if (!(error instanceof NetworkError)) return error;
  const hint = 'If this goes on, the service may not accept the client certificate of this connection.';
  return new NetworkError(`${error.message} ${hint}`, { cause: error.cause });
}

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
  if (refusesCertificate(code)) {
    return new SignInError(`${url.host} did not accept the client certificate (${code}). Check it, then fill in a valid one.`);
  }
  return new NetworkError(`${method} to ${url.host} failed: ${code}.`, { cause: error });
}
