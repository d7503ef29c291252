import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Signature, signatures, verifySignature, type WebhookRequest } from '../index.ts';

const now = Date.UTC(2026, 10, 24, 12);
const seconds = String(now / 1000);
const body = '{"id":"evt_1","text":"žluťoučký kůň"}';
const secret = "It's a Secret to Everybody";
const standardSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const url = 'https://hooks.example.com/webhooks/abc?x=1%2F2&y=%C5%BE';

type Headers = Record<string, string | string[] | undefined>;

interface Scheme {
  readonly signature: Signature;
  readonly secret?: string;
  /** Written by hand from the rule of the service: what it sends for this body, secret and time in seconds. */
  sign(body: string, secret: string, time: string): Headers;
}

const schemes: Record<string, Scheme> = {
  github: {
    signature: signatures.github(),
    sign: (text, key) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(text).digest('hex')}` }),
  },
  stripe: {
    signature: signatures.stripe(),
    sign: (text, key, time) => ({
      'stripe-signature': `t=${time},v1=${createHmac('sha256', key).update(`${time}.${text}`).digest('hex')},v0=6ffbb5`,
    }),
  },
  slack: {
    signature: signatures.slack(),
    sign: (text, key, time) => ({
      'x-slack-request-timestamp': time,
      'x-slack-signature': `v0=${createHmac('sha256', key).update(`v0:${time}:${text}`).digest('hex')}`,
    }),
  },
  shopify: {
    signature: signatures.shopify(),
    sign: (text, key) => ({ 'x-shopify-hmac-sha256': createHmac('sha256', key).update(text).digest('base64') }),
  },
  hubspotV3: {
    signature: signatures.hubspotV3(),
    sign: (text, key, time) => {
      const address = 'https://hooks.example.com/webhooks/abc?x=1/2&y=%C5%BE';
      const tag = createHmac('sha256', key).update(`POST${address}${text}${time}000`).digest('base64');
      return { 'x-hubspot-request-timestamp': `${time}000`, 'x-hubspot-signature-v3': tag };
    },
  },
  standardWebhooks: {
    signature: signatures.standardWebhooks(),
    secret: standardSecret,
    sign: (text, key, time) => {
      const bytes = Buffer.from(key.replace('whsec_', ''), 'base64');
      const tag = createHmac('sha256', bytes).update(`msg_1.${time}.${text}`).digest('base64');
      return { 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': `v1,${tag}` };
    },
  },
  'hmac sha1 hex': {
    signature: signatures.hmac({ header: 'X-Hub-Signature', algorithm: 'sha1', encoding: 'hex', prefix: 'sha1=' }),
    sign: (text, key) => ({ 'X-Hub-Signature': `sha1=${createHmac('sha1', key).update(text).digest('hex')}` }),
  },
  'hmac sha256 base64url': {
    signature: signatures.hmac({ header: 'x-tag', algorithm: 'sha256', encoding: 'base64url' }),
    sign: (text, key) => ({ 'x-tag': createHmac('sha256', key).update(text).digest('base64url') }),
  },
  'hmac sha512 base64': {
    signature: signatures.hmac({ header: 'x-tag', algorithm: 'sha512', encoding: 'base64' }),
    sign: (text, key) => ({ 'x-tag': createHmac('sha512', key).update(text).digest('base64') }),
  },
  sharedToken: {
    signature: signatures.sharedToken({ header: 'Authorization', prefix: 'Bearer ' }),
    sign: (_text, key) => ({ authorization: `Bearer ${key}` }),
  },
};

const all = Object.entries(schemes).map(([name, scheme]) => ({ name, secret, ...scheme }));
const signed = all.filter(({ name }) => name !== 'sharedToken');
const timed = all.filter(({ name }) => ['stripe', 'slack', 'hubspotV3', 'standardWebhooks'].includes(name));
type Case = (typeof all)[number];

function delivery(headers: Headers, text = body, changes: Partial<WebhookRequest> = {}): WebhookRequest {
  return { method: 'POST', url, headers, rawBody: Buffer.from(text), ...changes };
}

/** What verifying throws, as it would leave the program. */
function refusal({ signature }: Case, request: WebhookRequest, keys: string | readonly string[] | undefined) {
  try {
    verifySignature(signature, request, { secret: keys, now });
  } catch (error) {
    return error;
  }
  return undefined;
}

const refused = expect.objectContaining({ code: 'webhook_signature', retryable: false });

/** The same headers with one of them, the one that holds the tag, changed. */
function withTag(headers: Headers, change: (tag: string) => string | string[] | undefined): Headers {
  const name = Object.keys(headers).at(-1) ?? '';
  return { ...headers, [name]: change(String(headers[name])) };
}

describe.each(all)('the scheme $name', (scheme) => {
  const genuine = scheme.sign(body, scheme.secret, seconds);

  it('takes what the service sends', () => {
    expect(refusal(scheme, delivery(genuine), scheme.secret)).toBeUndefined();
  });

  it('takes it in whatever case the headers come, and as a list of one', () => {
    const headers = Object.fromEntries(Object.entries(genuine).map(([name, value]) => [name.toUpperCase(), [String(value)]]));
    expect(refusal(scheme, delivery(headers), scheme.secret)).toBeUndefined();
  });

  it('takes an empty body', () => {
    expect(refusal(scheme, delivery(scheme.sign('', scheme.secret, seconds), ''), scheme.secret)).toBeUndefined();
  });

  it('takes the old and the new secret while one replaces the other', () => {
    const other = scheme.secret.startsWith('whsec_') ? `whsec_${Buffer.alloc(24, 1).toString('base64')}` : 'other';
    expect(refusal(scheme, delivery(genuine), [other, scheme.secret])).toBeUndefined();
    expect(refusal(scheme, delivery(genuine), [scheme.secret, other])).toBeUndefined();
    expect(refusal(scheme, delivery(genuine), other)).toEqual(refused);
  });

  it.each([undefined, '', [], ['']])('refuses everything while the secret is %j', (none) => {
    expect(refusal(scheme, delivery(scheme.sign(body, '', seconds)), none)).toEqual(refused);
  });

  it('refuses a delivery with any header missing, empty or twice', () => {
    for (const name of Object.keys(genuine)) {
      const value = String(genuine[name]);
      for (const wrong of [undefined, '', [], [value, value], `${value}, ${value}`]) {
        expect(refusal(scheme, delivery({ ...genuine, [name]: wrong }), scheme.secret)).toEqual(refused);
      }
      expect(refusal(scheme, delivery({ ...genuine, [name.toUpperCase()]: value }), scheme.secret)).toEqual(refused);
    }
  });

  it('refuses a tag that was cut, lengthened, changed or padded', () => {
    const changes: ((tag: string) => string)[] = [
      (tag) => tag.slice(0, -2),
      (tag) => `${tag}00`,
      (tag) => tag.slice(1),
      (tag) => ` ${tag}`,
      (tag) => `${tag}\n`,
      (tag) => `${tag}==`,
      () => 'v1,',
      () => 'sha256=',
    ];
    for (const change of changes.slice(scheme.name === 'stripe' ? 2 : 0)) {
      expect(refusal(scheme, delivery(withTag(genuine, change)), scheme.secret), String(change)).toEqual(refused);
    }
  });

  it('says what is wrong and never what would be right', () => {
    const { sign, secret: key } = scheme;
    const right = JSON.stringify(sign(body, key, seconds));
    const error = refusal(
      scheme,
      delivery(sign(body, key === standardSecret ? `whsec_${'AAAA'.repeat(8)}` : 'wrong', seconds)),
      key,
    );
    expect(error).toEqual(refused);
    expect(String(error)).not.toContain(key);
    for (const word of right.match(/[\w+/=]{16,}/g) ?? []) expect(String(error)).not.toContain(word);
  });
});

describe.each(signed)('the signature of $name', (scheme) => {
  const genuine = scheme.sign(body, scheme.secret, seconds);

  it('does not fit a body with another byte, another order or another ending', () => {
    for (const text of [body.replace('1', '2'), `${body}\n`, body.slice(0, -1), JSON.stringify(JSON.parse(body), null, 1), '']) {
      expect(refusal(scheme, delivery(genuine, text), scheme.secret)).toEqual(refused);
    }
  });

  it('is made over bytes that are no text too', () => {
    const cut = Buffer.from(body).subarray(0, 27);
    expect(cut.toString()).toContain('\ufffd');
    expect(refusal(scheme, delivery(genuine, body, { rawBody: cut }), scheme.secret)).toEqual(refused);
  });
});

describe.each(timed)('the time in the signature of $name', (scheme) => {
  it.each([0, -300, 300])('may be %i seconds away', (away) => {
    const headers = scheme.sign(body, scheme.secret, String(now / 1000 + away));
    expect(refusal(scheme, delivery(headers), scheme.secret)).toBeUndefined();
  });

  it.each([-301, 301, -86_400])('may not be %i seconds away', (away) => {
    const headers = scheme.sign(body, scheme.secret, String(now / 1000 + away));
    const error = refusal(scheme, delivery(headers), scheme.secret);
    expect(error).toEqual(refused);
    expect(String(error)).toContain(`${Math.abs(away)} seconds ${away < 0 ? 'ago' : 'in the future'}`);
  });

  it.each(['', '-1', '1e9', '0x10', ' 1', `${seconds}.5`, 'Infinity', 'NaN', '9'.repeat(16)])(
    'may not be written as %j',
    (time) => {
      expect(refusal(scheme, delivery(scheme.sign(body, scheme.secret, time)), scheme.secret)).toEqual(refused);
    },
  );

  it('is that of this machine where nobody gives one', () => {
    const headers = scheme.sign(body, scheme.secret, String(Math.floor(Date.now() / 1000)));
    expect(verifySignature(scheme.signature, delivery(headers), { secret: scheme.secret })).toMatchObject({
      time: expect.any(String),
    });
  });

  it('is signed', () => {
    const headers = scheme.sign(body, scheme.secret, seconds);
    const moved = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value).replace(seconds, String(now / 1000 + 1))]),
    );
    expect(refusal(scheme, delivery(moved), scheme.secret)).toEqual(refused);
  });
});

describe('published examples', () => {
  it('of GitHub', () => {
    const tag = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const request = delivery({ 'x-hub-signature-256': `sha256=${tag}` }, 'Hello, World!');
    expect(verifySignature(signatures.github(), request, { secret })).toEqual({});
  });

  it('of Standard Webhooks', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const options = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now: 1614265330_000 };
    const request = delivery(headers, '{"test": 2432232314}');
    expect(verifySignature(signatures.standardWebhooks(), request, options)).toEqual({ time: '1614265330' });
  });

  it('of Slack', () => {
    const text =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
      '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
      '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const options = { secret: '8f742231b10e8888abcd99yyyzzz85a5', now: 1531420618_000 };
    expect(verifySignature(signatures.slack(), delivery(headers, text), options)).toEqual({ time: '1531420618' });
  });
});

describe('the details of a scheme', () => {
  it('Stripe: one of several v1 is enough, v0 is none, t comes once', () => {
    const tag = (key: string) => createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
    const verify = (header: string) => () =>
      verifySignature(signatures.stripe(), delivery({ 'stripe-signature': header }), { secret, now });
    expect(verify(`t=${seconds},v1=${tag('old')},v1=${tag(secret)}`)()).toEqual({ time: seconds });
    expect(verify(`v1=${tag(secret)},t=${seconds}`)()).toEqual({ time: seconds });
    expect(verify(`t=${seconds},v0=${tag(secret)}`)).toThrow('does not hold a signature');
    expect(verify(`t=${seconds},t=${seconds},v1=${tag(secret)}`)).toThrow('with one t');
    expect(verify(`v1=${tag(secret)}`)).toThrow('with one t');
    expect(verify(`t=${seconds}, v1=${tag(secret)}`)).toThrow('not of the form');
  });

  it('Standard Webhooks: one of several v1 is enough, other versions are passed over, anything else is refused', () => {
    const [id, , value] = Object.values(schemes['standardWebhooks']?.sign(body, standardSecret, seconds) ?? {}).map(String);
    const verify = (header: string) => () =>
      verifySignature(
        signatures.standardWebhooks(),
        delivery({ 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': header }),
        { secret: standardSecret, now },
      );
    const other = `v1,${Buffer.alloc(32).toString('base64')}`;
    expect(verify(`v1a,abc= ${other} ${value}`)()).toEqual({ time: seconds });
    expect(verify(`v1a,abc= ${other}`)).toThrow('is not that of this delivery');
    expect(verify(`${value}`.replace('v1,', 'v1a,'))).toThrow('does not hold a signature');
    for (const wrong of [`${value}  ${value}`, `${value}, ${value}`, `${value} v1`, `,${value}`]) {
      expect(verify(wrong)).toThrow('is not a list');
    }
  });

  it('Standard Webhooks: signs the id, takes a secret without its prefix and refuses one that is not base64', () => {
    const headers = schemes['standardWebhooks']?.sign(body, standardSecret, seconds) ?? {};
    const verify = (request: WebhookRequest, key: string) => () =>
      verifySignature(signatures.standardWebhooks(), request, { secret: key, now });
    expect(verify(delivery(headers), standardSecret.replace('whsec_', ''))()).toEqual({ time: seconds });
    expect(verify(delivery({ ...headers, 'webhook-id': 'msg_2' }), standardSecret)).toThrow('is not that of this delivery');
    expect(verify(delivery(headers), 'whsec_not base64!')).toThrow('The signing secret is not base64');
    expect(verify(delivery(headers), 'whsec_')).toThrow('The signing secret is not base64');
  });

  it('HubSpot: signs method and address, with certain characters decoded', () => {
    const sign = (method: string, address: string) =>
      createHmac('sha256', secret).update(`${method}${address}${body}${now}`).digest('base64');
    const verify =
      (target: string, tag: string, method = 'POST') =>
      () =>
        verifySignature(
          signatures.hubspotV3(),
          delivery({ 'x-hubspot-request-timestamp': String(now), 'x-hubspot-signature-v3': tag }, body, { url: target, method }),
          { secret, now },
        );
    const address = 'https://hooks.example.com/a';
    const encoded = `${address}?q=%3A%2f%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D%25`;
    const decoded = `${address}?q=:/?@!$'()*,;%20%26%3D%25`;
    expect(verify(encoded, sign('POST', decoded))()).toEqual({ time: String(now) });
    expect(verify(address, sign('PUT', address), 'put')()).toEqual({ time: String(now) });
    expect(verify(encoded, sign('POST', encoded))).toThrow('is not that of this delivery');
    expect(verify(address, sign('GET', address))).toThrow('is not that of this delivery');
    expect(verify(`${address}b`, sign('POST', address))).toThrow('is not that of this delivery');
  });

  it('hmac: takes hexadecimal digits in either case, base64url with and without padding, base64 in its one form', () => {
    const verify = (encoding: 'hex' | 'base64' | 'base64url', tag: string) => () =>
      verifySignature(signatures.hmac({ header: 'X-Tag', algorithm: 'sha256', encoding }), delivery({ 'x-tag': tag }), {
        secret,
      });
    const bytes = createHmac('sha256', secret).update(body).digest();
    expect(verify('hex', bytes.toString('hex').toUpperCase())()).toEqual({});
    expect(verify('base64url', bytes.toString('base64url'))()).toEqual({});
    expect(verify('base64url', `${bytes.toString('base64url')}=`)()).toEqual({});
    expect(verify('base64', bytes.toString('base64').replace('=', ''))).toThrow('does not hold a signature');
    expect(verify('hex', bytes.toString('base64'))).toThrow('does not hold a signature');
  });

  it('none: takes everything, with and without a secret', () => {
    expect(verifySignature(signatures.none(), delivery({}), { secret: undefined })).toEqual({});
  });

  it('is data that survives JSON', () => {
    for (const { signature } of all) expect(JSON.parse(JSON.stringify(signature))).toEqual(signature);
  });
});
