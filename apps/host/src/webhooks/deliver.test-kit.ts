import { createHmac } from 'node:crypto';

export interface TestDeliveryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface TestDelivery {
  readonly id?: string;
  readonly event?: string;
  readonly body?: unknown;
  readonly secret: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends what the shop's webhook `ordered` is told, signed as GitHub signs. */
export async function deliver(
  url: string,
  { id = 'd1', event = 'order', body = { id: 'o1' }, secret = '', headers }: TestDelivery,
): Promise<TestDeliveryAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-event': event,
      'x-delivery': id,
      'x-hub-signature-256': signature,
      ...headers,
    },
    body: text,
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Sends what the webhook `told` is told. */
export async function tell(url: string, body: object, secret: string): Promise<TestDeliveryAnswer> {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': signature };
  const answer = await fetch(url, { method: 'POST', headers, body: text });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
