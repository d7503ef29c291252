import { describe, expect, it } from 'vitest';
import { Scrubber } from './scrubber.ts';
import type { Interaction } from './tape.ts';

const secret = 'secret-of-ada/1234';

function interaction(request: Partial<Interaction['request']>, response: Partial<Interaction['response']> = {}): Interaction {
  return {
    request: { method: 'GET', host: 'api.example.com', path: '/', query: {}, ...request },
    response: { status: 200, headers: {}, kind: 'json', ...response },
  };
}

function scrubberFor(...secrets: string[]): Scrubber {
  const scrubber = new Scrubber();
  for (const known of secrets) scrubber.add(known);
  return scrubber;
}

describe('Scrubber', () => {
  it('takes out a credential wherever it stands, in every encoding', () => {
    const scrubbed = scrubberFor(secret).scrub(
      interaction(
        { path: `/a/${encodeURIComponent(secret)}`, query: { q: secret }, body: { deep: [`x ${secret} y`] } },
        { headers: { 'x-echo': Buffer.from(secret).toString('base64') }, body: { echo: secret } },
      ),
    );
    expect(scrubbed).toEqual(
      interaction(
        { path: '/a/[redacted]', query: { q: '[redacted]' }, body: { deep: ['x [redacted] y'] } },
        { headers: { 'x-echo': '[redacted]' }, body: { echo: '[redacted]' } },
      ),
    );
  });

  it('takes out what is called like a secret, and keeps where a list goes on', () => {
    const scrubbed = scrubberFor().scrub(
      interaction(
        { query: { access_token: 'abc', pageToken: 'p2' }, body: { client_secret: 'abc', nextPageToken: 'p3' } },
        { headers: { 'set-cookie': 'a=b', 'x-auth-token': 'abc', etag: '1' }, body: { refresh_token: 'abc', next_token: 'p4' } },
      ),
    );
    expect(scrubbed.request).toMatchObject({
      query: { access_token: '[redacted]', pageToken: 'p2' },
      body: { client_secret: '[redacted]', nextPageToken: 'p3' },
    });
    expect(scrubbed.response).toMatchObject({ headers: { etag: '1' }, body: { refresh_token: '[redacted]', next_token: 'p4' } });
    expect(Object.keys(scrubbed.response.headers)).toEqual(['etag']);
  });

  it.each([
    [{ page_access_token: 'abc' }, { page_access_token: '[redacted]' }],
    [{ startup_secret: 'abc' }, { startup_secret: '[redacted]' }],
    [{ pwd: 'abc' }, { pwd: '[redacted]' }],
    [{ secret: 123456 }, { secret: 0 }],
    [{ key: 'AIzaSyA1234567890abcdefghijklmnopqrstuvw' }, { key: '[redacted]' }],
    [{ key: 'PROJECT-1' }, { key: 'PROJECT-1' }],
    [{ auth: 'Basic YWRhOnNlY3JldA==' }, { auth: '[redacted]' }],
    [
      { url: 'https://api.example.com/files/1?access_token=abc&size=2' },
      { url: 'https://api.example.com/files/1?access_token=[redacted]&size=2' },
    ],
    [
      { next: 'https://api.example.com/files?pageToken=p2&signature=abc#x' },
      { next: 'https://api.example.com/files?pageToken=p2&signature=[redacted]#x' },
    ],
    [{ clone: 'https://ada:abc@git.example.com/x' }, { clone: 'https://[redacted]@git.example.com/x' }],
    [{ hook: 'https://hooks.slack.com/services/T00/B00/XXXX' }, { hook: 'https://hooks.slack.com/services/[redacted]' }],
    [
      { nextSyncToken: 's', continuation_token: 'c', cursor: 'x' },
      { nextSyncToken: 's', continuation_token: 'c', cursor: 'x' },
    ],
    ['access_token=abc&token_type=bearer&scope=read', 'access_token=[redacted]&token_type=[redacted]&scope=read'],
    [
      '<a:Login><a:Password kind="x">abc</a:Password><Name>Ada</Name></a:Login>',
      '<a:Login><a:Password kind="x">[redacted]</a:Password><Name>Ada</Name></a:Login>',
    ],
  ])('stores %j without its secret', (body, expected) => {
    expect(scrubberFor().scrub(interaction({ body }, { body }))).toEqual(interaction({ body: expected }, { body: expected }));
  });

  it('knows afterwards what it learned from a name, but not an ordinary word', () => {
    const scrubber = scrubberFor();
    scrubber.scrub(interaction({}, { body: { session_token: 'given-by-the-service', token: 'orders' } }));
    expect(scrubber.redact(interaction({ path: '/orders', body: 'given-by-the-service' })).request).toMatchObject({
      path: '/orders',
      body: '[redacted]',
    });
  });

  it.each([
    `{"a":"${secret}"}`,
    `{"a":"${Buffer.from(`user:${secret}`).toString('base64')}"}`,
    '{"a":"Bearer abcdefghijklmnopqrst"}',
    '{"a":"ghp_abcdefghijklmnopqrstuvwxyz0123456789"}',
    '{"a":"canary-token-abcdef123456"}',
    '-----BEGIN RSA PRIVATE KEY-----',
    '{"a":"github_pat_11ABCDEFG0abcdefghijklmnop"}',
    '{"a":"shpat_0123456789abcdef0123456789abcdef"}',
    '{"a":"pat-na1-01234567-89ab-cdef-0123-456789abcdef"}',
    '{"a":"whsec_0123456789abcdef"}',
    '{"a":"ya29.a0AfB_0123456789"}',
    '{"a":"AIzaSyA1234567890abcdefghijklmnopqrstuvw"}',
    `{"a":"Basic ${Buffer.from('ada:hunter2').toString('base64')}"}`,
    '{"path":"/services/T0123ABCD/B0123ABCD/abcdefghijkl"}',
  ])('refuses to let %s be saved, and does not quote it', (text) => {
    const refuse = () => scrubberFor(secret).refuseSecrets(text);
    expect(refuse).toThrow('still holds a secret');
    expect(refuse).not.toThrow(text.slice(6, 20));
  });

  it('lets a clean recording be saved', () => {
    expect(() =>
      scrubberFor(secret).refuseSecrets('{"a":"[redacted]","id":"ord_0001","plan":"Basic information"}'),
    ).not.toThrow();
  });
});
