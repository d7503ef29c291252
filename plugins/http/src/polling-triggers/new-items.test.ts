import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { NewItems } from './new-items.ts';

const one = { id: 1 };
const two = { id: 2 };
const three = { id: 3 };
const rss = (...guids: readonly string[]) => ({
  status: 200,
  headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  body: `<rss><channel>${guids.map((guid) => `<item><guid isPermaLink="false">${guid}</guid></item>`).join('')}</channel></rss>`,
});

/** A trigger that polls again and again, each time from where the last poll ended. */
function pollerOf(input: object, settings: object = {}) {
  const api = testConnector(NewItems, { application: Http, settings: { ...settings } });
  let cursor: string | undefined;
  const poll = async (reply: unknown) => {
    api.replies(reply);
    const outcome = await api.outcome(input, { cursor });
    if (outcome.outcome !== 'page') return outcome;
    cursor = outcome.cursor;
    return outcome.items;
  };
  return { api, poll };
}

describe('NewItems', () => {
  it('takes stock, then gives each new item once', async () => {
    const { api, poll } = pollerOf(
      { path: '/orders', query: { sort: '-id' }, items: 'data', key: 'id' },
      { headers: 'X-Shop: brno' },
    );
    expect(await poll({ data: [one] })).toEqual([]);
    expect(await poll({ data: [three, two, one] })).toEqual([three, two]);
    expect(await poll({ data: [three] })).toEqual([]);
    expect(await poll({ data: [two, one] })).toEqual([]);
    expect(api.requests[0]).toMatchObject({
      method: 'GET',
      path: '/orders',
      query: { sort: '-id' },
      headers: { 'x-shop': 'brno' },
    });
  });

  it('asks from where the last answer ended', async () => {
    const { api, poll } = pollerOf({ path: '/orders', key: 'id', sinceParameter: 'after', since: '-1.id' });
    await poll([one, two]);
    expect(await poll([two, three])).toEqual([three]);
    expect(await poll([])).toEqual([]);
    await poll([]);
    expect(api.requests.map(({ query }) => query)).toEqual([{}, { after: '2' }, { after: '3' }, { after: '3' }]);
  });

  it('reads feeds', async () => {
    const { poll } = pollerOf({ path: '/feed', items: 'rss.channel.item', key: 'guid.#text' });
    expect(await poll(rss())).toEqual([]);
    expect(await poll(rss('a'))).toMatchObject([{ guid: { '#text': 'a' } }]);
    expect(await poll(rss('b', 'a'))).toMatchObject([{ guid: { '#text': 'b' } }]);
  });

  it('says which item has no key', async () => {
    const { poll } = pollerOf({ path: '/orders', key: 'number' });
    expect(await poll([one])).toMatchObject({
      error: { code: 'unexpected_output', path: 'number', detail: expect.stringContaining('"number"') },
    });
  });

  it('says where it finds no list', async () => {
    const { poll } = pollerOf({ path: '/orders', items: 'data', key: 'id' });
    expect(await poll({ orders: [] })).toMatchObject({ error: { code: 'unexpected_output', path: 'data' } });
  });

  it('says where an answer is neither JSON nor XML', async () => {
    const { poll } = pollerOf({ path: '/orders', key: 'id' });
    expect(await poll('id,total')).toMatchObject({
      error: { code: 'unexpected_output', detail: expect.stringContaining('XML') },
    });
  });

  it.each([
    [{ path: '/orders' }, 'key'],
    [{ path: '@evil.example', key: 'id' }, 'path'],
    [{ path: '/orders', key: 'id', since: 'next' }, 'sinceParameter'],
    [{ path: '/orders', key: 'id', headers: { Authorization: 'a' } }, 'headers.Authorization'],
  ])('refuses %j and sends nothing', async (input, path) => {
    const api = testConnector(NewItems, { application: Http });
    expect(await api.outcome(input)).toMatchObject({ error: { code: 'invalid_input', path } });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(NewItems, {
  application: Http,
  settings: { login: 'bearer' },
  input: { path: '/orders', items: 'data', key: 'id' },
  reply: { data: [one] },
  nextReply: { data: [two, one] },
});
