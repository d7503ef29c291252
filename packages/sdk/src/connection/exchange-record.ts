import type { HttpResponse, StreamedResponse } from '../http/request.ts';
import { type ExchangeReport, reported, reportedStream } from './exchange-report.ts';
import { readBeginning } from './read-beginning.ts';
import type { Redactor } from './redactor.ts';
import type { Hop } from './redirects.ts';

/** One request that was sent, for a history that people read. The secrets of its connection are taken out. */
export interface ExchangeRecord extends ExchangeReport {
  readonly url: string;
  /** The beginning of what was sent, where it is text. */
  readonly request?: string;
  /** The same of what came back; absent for a body that is read as it arrives. */
  readonly response?: string;
}

/** Who hears of an exchange when it ends. */
export interface ExchangeListeners {
  readonly onExchange?: ((report: ExchangeReport) => void) | undefined;
  readonly onRecord?: ((record: ExchangeRecord) => void) | undefined;
}

const longestText = 4000;

/** Lets an exchange be told to those who listen. */
export function followed(
  exchange: Promise<HttpResponse>,
  hop: Hop,
  { onExchange, onRecord }: ExchangeListeners,
  redactor: Redactor,
): Promise<HttpResponse> {
  if (!onRecord) return onExchange ? reported(exchange, hop, onExchange) : exchange;
  let body: Uint8Array | undefined;
  const read = exchange.then((answer) => {
    ({ body } = answer);
    return answer;
  });
  return reported(read, hop, (report) => {
    onExchange?.(report);
    onRecord(recordOf(report, hop, body, redactor));
  });
}

/** The same for an exchange whose body is read as it arrives. */
export function followedStream(
  exchange: Promise<StreamedResponse>,
  hop: Hop,
  { onExchange, onRecord }: ExchangeListeners,
  redactor: Redactor,
): Promise<StreamedResponse> {
  if (!onRecord) return onExchange ? reportedStream(exchange, hop, onExchange) : exchange;
  return reportedStream(exchange, hop, (report) => {
    onExchange?.(report);
    onRecord(recordOf(report, hop, undefined, redactor));
  });
}

function recordOf(report: ExchangeReport, hop: Hop, body: Uint8Array | undefined, redactor: Redactor): ExchangeRecord {
  const [request, response] = [hop.body, body].map((each) => beginningOf(each, redactor));
  return {
    ...report,
    url: redactor.redact(hop.url.href),
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
  };
}

function beginningOf(body: string | Uint8Array | undefined, redactor: Redactor): string | undefined {
  if (body === undefined || body.length === 0) return undefined;
  const text = readBeginning(body, longestText + redactor.longestForm);
  // What no text holds: it is a picture, an archive or the like.
  if (text.includes('\0')) return undefined;
  return redactor.redact(text, longestText);
}
