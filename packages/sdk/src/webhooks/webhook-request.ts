import { WebhookSignatureError } from '../errors/webhook-signature-error.ts';

/** A delivery exactly as it arrived. */
export interface WebhookRequest {
  readonly method: string;
  /** The absolute public address that the service called, query included and still encoded: some services sign it. */
  readonly url: string;
  /** As Node.js gives them in `headers` or, better, `headersDistinct`, which tells a header that came twice. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes before anything read them: signatures are made over these. */
  readonly rawBody: Uint8Array;
}

/** The value of a header, `undefined` where it is absent. Throws a WebhookSignatureError for one that came more than once. */
export function readHeader({ headers }: WebhookRequest, name: string): string | undefined {
  const values = Object.keys(headers)
    .filter((key) => key.toLowerCase() === name.toLowerCase())
    .flatMap((key) => headers[key] ?? []);
  if (values.length > 1) throw new WebhookSignatureError(`The header ${name} came ${values.length} times. It must come once.`);
  return values[0];
}

/** Throws a WebhookSignatureError where the header is absent, empty or came more than once. */
export function requireHeader(request: WebhookRequest, name: string): string {
  const value = readHeader(request, name);
  if (!value) {
    throw new WebhookSignatureError(`The delivery has no header ${name}. Check that the service signs it.`);
  }
  return value;
}
