import { ApiError } from '../errors/api-error.ts';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { OutputError } from '../errors/output-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { isRecord } from '../schema/is-record.ts';
import { decodeXml } from '../xml/decode-xml.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { faultError } from './fault.ts';

/** The content of the Body of an answer. Throws an ApiError for a fault, and what its status means where there is no SOAP message. */
export async function readSoap(answer: HttpResponse, retryFaults?: readonly string[]): Promise<XmlContent> {
  const { status, headers, body } = answer;
  // One-way operations are answered with 202 and nothing else.
  if (status < 300 && body.byteLength === 0) return {};
  if (headers['content-type']?.toLowerCase().startsWith('multipart/')) {
    throw new OutputError('', 'The service answered with attachments (MTOM), which cannot be read. Ask it for plain SOAP.');
  }
  const content = await bodyOf(answer);
  if (content === undefined) throw withoutMessage(answer);
  if ('Fault' in content) throw faultError(content['Fault'], status, retryFaults);
  // Nothing but a fault belongs to these, whatever the Body says.
  if (status >= 400) throw withoutMessage(answer);
  return content;
}

/** `undefined` where the answer is no SOAP message; what is not even XML tells nothing more where the status says enough. */
async function bodyOf(answer: HttpResponse): Promise<XmlContent | undefined> {
  try {
    const { Envelope: envelope } = await parseXml(decodeXml(answer));
    if (!isRecord(envelope) || !('Body' in envelope)) return undefined;
    return isRecord(envelope['Body']) ? envelope['Body'] : {};
  } catch (thrown) {
    if (answer.status >= 400) return undefined;
    throw thrown;
  }
}

function withoutMessage({ status, headers }: HttpResponse): Error {
  const detail = `The service answered ${status} without a SOAP message.`;
  if (status >= 500) return new UnavailableError(status, detail, readRetryAfter(headers['retry-after']));
  return status >= 400 ? new ApiError(status, detail) : new MalformedResponseError(detail);
}
