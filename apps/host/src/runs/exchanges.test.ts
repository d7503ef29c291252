import { describe, expect, it } from 'vitest';
import { Exchanges } from './exchanges.ts';

const facts = {
  method: 'POST',
  host: 'api.example',
  url: 'https://api.example/items',
  durationMs: 1.23456,
  requestBytes: 1,
  responseBytes: 2,
};

describe('The exchanges of an attempt', () => {
  it.each([
    ['{"access_token":"abc","id":1}', '{"access_token":"[redacted]","id":1}'],
    ['{"clientSecret" : "a\\"b", "name":"n"}', '{"clientSecret" : "[redacted]", "name":"n"}'],
    ['{"password":"cut of', '{"password":"[redacted]"'],
    ['{"total":"12.50"}', '{"total":"12.50"}'],
  ])('are kept without what is called like a secret: %s', (response, kept) => {
    const exchanges = new Exchanges();
    exchanges.add({ ...facts, status: 200, response });
    expect(exchanges.kept).toEqual([
      { method: 'POST', url: facts.url, status: 200, durationMs: 1.23, requestBytes: 1, responseBytes: 2, response: kept },
    ]);
  });

  it('are the last five, with the beginnings of their bodies', () => {
    const exchanges = new Exchanges();
    for (const number of [1, 2, 3, 4, 5, 6])
      exchanges.add({ ...facts, url: `https://api.example/${number}`, error: 'network', request: 'x'.repeat(4000) });
    expect(exchanges.kept.map(({ url }) => url.slice(-1))).toEqual(['2', '3', '4', '5', '6']);
    expect(exchanges.kept[0]).toMatchObject({ error: 'network', request: `${'x'.repeat(2000)}…` });
  });
});
