import { isMortiseError } from '../errors/mortise-error.ts';
import type { HttpResponse, StreamedResponse } from '../http/request.ts';
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

type OnExchange = (report: ExchangeReport) => void;

/** Lets an exchange be reported when it ends, whichever way. */
export function reported(exchange: Promise<HttpResponse>, hop: Hop, onExchange: OnExchange): Promise<HttpResponse> {
  return report(exchange, hop, onExchange, (answer, end) => {
    end(answer.body.byteLength);
    return answer;
  });
}

/** The same for an exchange whose body is read as it arrives: it ends with the body. */
export function reportedStream(exchange: Promise<StreamedResponse>, hop: Hop, onExchange: OnExchange): Promise<StreamedResponse> {
  return report(exchange, hop, onExchange, (answer, end) => ({ ...answer, body: counted(answer.body, end) }));
}

async function* counted(body: StreamedResponse['body'], end: (bytes: number) => void) {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  } finally {
    end(bytes);
  }
}

function report<Answer extends { readonly status: number }>(
  exchange: Promise<Answer>,
  { method, url, body }: Hop,
  onExchange: OnExchange,
  follow: (answer: Answer, end: (responseBytes: number) => void) => Answer,
): Promise<Answer> {
  const startedAt = performance.now();
  const facts = () => ({
    method,
    host: url.host,
    durationMs: performance.now() - startedAt,
    requestBytes: body === undefined ? 0 : Buffer.byteLength(body),
  });
  return exchange.then(
    (answer) => follow(answer, (responseBytes) => onExchange({ ...facts(), status: answer.status, responseBytes })),
    (error: unknown) => {
      onExchange({ ...facts(), error: isMortiseError(error) ? error.code : 'unknown', responseBytes: 0 });
      throw error;
    },
  );
}
