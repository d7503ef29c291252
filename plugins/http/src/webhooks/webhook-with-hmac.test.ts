import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { WebhookWithHmac } from './webhook-with-hmac.ts';

describe('WebhookWithHmac', () => {
  it('takes what is signed, as the example in the documentation of GitHub is', async () => {
    const test = testWebhook(WebhookWithHmac, { application: Http, secret: "It's a Secret to Everybody" });
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const delivery = test.delivery('Hello, World!');
    expect(delivery.headers).toMatchObject({ 'x-hub-signature-256': signature });
  });

  it('gives the body, and takes the same one for a duplicate', async () => {
    const test = testWebhook(WebhookWithHmac, { application: Http });
    expect(await test.delivers({ id: 1 })).toEqual([{ id: 1 }]);
    expect(await test.delivers({ id: 1 })).toEqual([]);
    expect(await test.delivers({ id: 2 })).toEqual([{ id: 2 }]);
  });
});

faultMatrix(WebhookWithHmac, {
  application: Http,
  input: {},
  reply: { id: 1 },
  except: { changedDuplicate: 'WebSub gives a delivery no id; one with another body is another one.' },
});
