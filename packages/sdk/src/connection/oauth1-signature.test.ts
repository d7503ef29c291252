import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type SignedRequest, sign, signatureBase, signedHeader } from './oauth1-signature.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

function request(method: 'GET' | 'POST', url: string, rest: Partial<SignedRequest> = {}): SignedRequest {
  return { method, url: new URL(url), headers: {}, body: undefined, ...rest };
}

/** The example that developers of Twitter's API are given: the same request for two versions of its path. */
const tweet = (version: string) =>
  request('POST', `https://api.twitter.com/${version}/statuses/update.json?include_entities=true`, {
    headers: form,
    body: 'status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21',
  });
const tweetParameters = {
  oauth_consumer_key: 'xvz1evFS4wEEPTGEFPHBog',
  oauth_nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: '1318622958',
  oauth_token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  oauth_version: '1.0',
};
const tweetKeys = {
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
};

describe('the base of a signature', () => {
  it('is that of RFC 5849, 3.4.1.1', () => {
    const example = request('POST', 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b', {
      headers: form,
      body: 'c2&a3=2+q',
    });
    const parameters = {
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
    };
    expect(signatureBase(example, parameters)).toBe(
      [
        'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26',
        'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26',
        'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
      ].join(''),
    );
  });

  it('counts bytes of a form as text, and keeps a port that is not the usual one', () => {
    const asBytes = request('POST', 'https://example.com:8443/a', { headers: form, body: Buffer.from('b=%C5%BE') });
    expect(signatureBase(asBytes, {})).toBe('POST&https%3A%2F%2Fexample.com%3A8443%2Fa&b%3D%25C5%25BE');
  });

  it.each([
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{"a":1}' }],
    ['a body of no type', { body: 'a=1' }],
    ['no body', {}],
  ])('leaves out %s', (_what, rest) => {
    expect(signatureBase(request('POST', 'https://example.com/', rest), {})).toBe('POST&https%3A%2F%2Fexample.com%2F&');
  });

  it('sorts by the encoded name, then by the encoded value', () => {
    const base = signatureBase(request('GET', 'https://example.com/?b=2&a=b&B=1&a=%C3%A9&a=A&a%5B0%5D=x'), {});
    expect(decodeURIComponent(base.split('&')[2] ?? '')).toBe('B=1&a=%C3%A9&a=A&a=b&a%5B0%5D=x&b=2');
  });
});

describe('a signature', () => {
  const photos = { consumerSecret: 'kd94hf93k423kf44' };
  const consumer = { oauth_consumer_key: 'dpf43f3p2l4k3l03', oauth_signature_method: 'HMAC-SHA1' };

  // RFC 5849, 1.2
  it.each([
    [
      'for a request token',
      request('POST', 'https://photos.example.net/initiate'),
      { oauth_timestamp: '137131200', oauth_nonce: 'wIjqoS', oauth_callback: 'http://printer.example.com/ready' },
      '',
      '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    ],
    [
      'for the token that lasts',
      request('POST', 'https://photos.example.net/token'),
      {
        oauth_token: 'hh5s93j4hdidpola',
        oauth_timestamp: '137131201',
        oauth_nonce: 'walatlh',
        oauth_verifier: 'hfdp7dh39dks9884',
      },
      'hdhd0244k9j7ao03',
      'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    ],
    [
      'for a photo',
      request('GET', 'http://photos.example.net/photos?file=vacation.jpg&size=original'),
      { oauth_token: 'nnch734d00sl2jdk', oauth_timestamp: '137131202', oauth_nonce: 'chapoH' },
      'pfkkdhi9sl3r4s00',
      'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    ],
  ])('is that of RFC 5849 %s', (_what, example, parameters, tokenSecret, expected) => {
    const base = signatureBase(example, { ...consumer, ...parameters });
    expect(sign(base, { ...photos, tokenSecret }, 'HMAC-SHA1')).toBe(expected);
  });

  it.each([
    ['1', 'tnnArxj06cWHq44gCs1OSKk/jLY='],
    ['1.1', 'hCtSmYh+iHYCEqBWrE7C7hYmtUk='],
  ])('is that of Twitter for version %s', (version, expected) => {
    expect(sign(signatureBase(tweet(version), tweetParameters), tweetKeys, 'HMAC-SHA1')).toBe(expected);
  });

  it('is made with SHA-256 on demand', () => {
    const base = signatureBase(tweet('1.1'), tweetParameters);
    const key = `${tweetKeys.consumerSecret}&${tweetKeys.tokenSecret}`;
    expect(sign(base, tweetKeys, 'HMAC-SHA256')).toBe(createHmac('sha256', key).update(base).digest('base64'));
  });

  it('encodes its secrets', () => {
    const keys = { consumerSecret: 'a&b', tokenSecret: 'c!d' };
    expect(sign('text', keys, 'HMAC-SHA1')).toBe(createHmac('sha1', 'a%26b&c%21d').update('text').digest('base64'));
  });
});

describe('the Authorization header', () => {
  it('is that of Twitter', () => {
    expect(signedHeader(tweet('1.1'), tweetParameters, tweetKeys, { method: 'HMAC-SHA1' })).toBe(
      [
        'OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"',
        'oauth_signature_method="HMAC-SHA1", oauth_timestamp="1318622958"',
        'oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", oauth_version="1.0"',
        'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"',
      ].join(', '),
    );
  });

  it('names the realm first, which no signature covers', () => {
    const header = signedHeader(tweet('1.1'), tweetParameters, tweetKeys, { method: 'HMAC-SHA1', realm: 'a "b" \\ c' });
    expect(header).toMatch(/^OAuth realm="a \\"b\\" \\\\ c", oauth_consumer_key=/);
    expect(header).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"');
  });
});
