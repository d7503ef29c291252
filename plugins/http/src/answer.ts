import { type HttpResponse, MalformedResponseError, parseExactJson, parseXml } from '@mortise/sdk';
import { z } from 'zod';

/** An answer in full. */
export const Answer = z.looseObject({
  status: z.int(),
  /** By name in lower case. */
  headers: z.record(z.string(), z.string()),
  /** JSON and XML as values, all else as text; `null` where there is none. */
  body: z.unknown(),
});

const xmlType = /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i;
const xmlEncoding = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/;

export function isXml({ headers }: HttpResponse): boolean {
  const type = headers['content-type'] ?? '';
  return xmlType.test(type) && !type.includes('xhtml');
}

/** The body of an answer as a value. Throws a MalformedResponseError for one that is not what it claims to be. */
export async function readBody(answer: HttpResponse, readAs: 'value' | 'text' = 'value'): Promise<unknown> {
  if (answer.body.byteLength === 0) return null;
  const text = textOf(answer);
  if (readAs === 'text') return text;
  if (isXml(answer)) return parseXml(text);
  return answer.headers['content-type']?.includes('json') ? parseJson(text, answer.status) : text;
}

/** In the encoding that the type names, in XML the declaration too, else in UTF-8. */
function textOf({ headers, body }: HttpResponse): string {
  const charset =
    /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1] ??
    xmlEncoding.exec(Buffer.from(body.subarray(0, 200)).toString('latin1'))?.[1] ??
    'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch (cause) {
    throw new MalformedResponseError(`The answer is written in "${charset}", which cannot be read.`, { cause });
  }
}

function parseJson(text: string, status: number): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new MalformedResponseError(`The service answered ${status} with a body that claims to be JSON and is not.`, { cause });
  }
}
