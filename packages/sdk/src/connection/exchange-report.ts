import { isMortiseError } from '../errors/mortise-error.ts';
import type { HttpResponse } from '../http/request.ts';
import type { Hop } from './redirects.ts';

/** One request that was sent, as logs and metrics see it. Holds no path, no header and no body. */
export interface ExchangeReport {
  readonly method: string;
  readonly host: string;
  /** Absent where no answer arrived. */
  readonly status?: number;
  /** The code of the error where no answer arrived. */
  readonly error?: string;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** Lets an exchange be reported when it ends, whichever way. */
export function reported(
  exchange: Promise<HttpResponse>,
  { method, url, body }: Hop,
  onExchange: (report: ExchangeReport) => void,
): Promise<HttpResponse> {
  const startedAt = performance.now();
  const facts = () => ({
    method,
    host: url.host,
    durationMs: performance.now() - startedAt,
    requestBytes: body === undefined ? 0 : Buffer.byteLength(body),
  });
  return exchange.then(
    (answer) => {
      onExchange({ ...facts(), status: answer.status, responseBytes: answer.body.byteLength });
      return answer;
    },
    (error: unknown) => {
      onExchange({ ...facts(), error: isMortiseError(error) ? error.code : 'unknown', responseBytes: 0 });
      throw error;
    },
  );
}
