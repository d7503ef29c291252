import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HubSpot } from '../hubspot.application.ts';
import { ContactChanged } from './contact-changed.ts';

const ada = {
  id: '51',
  properties: { email: 'ada@example.com', firstname: 'Ada', hs_object_id: '51', lastmodifieddate: '2026-11-24T08:00:00.000Z' },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};
const bob = { ...ada, id: '52', properties: { ...ada.properties, lastmodifieddate: '2026-11-24T08:05:00.000Z' } };
const reply = { total: 1, results: [ada] };
const next = { next: { after: '200' } };

const Search = z.object({
  filterGroups: z.array(
    z.object({
      filters: z.array(z.object({ propertyName: z.string(), operator: z.enum(['EQ', 'GT', 'GTE']), value: z.coerce.number() })),
    }),
  ),
  sorts: z.tuple([z.object({ propertyName: z.string() })]),
  limit: z.int(),
  after: z.coerce.number(),
});
const compare = {
  EQ: (one: number, other: number) => one === other,
  GT: (one: number, other: number) => one > other,
  GTE: (one: number, other: number) => one >= other,
};

/** A page of contacts, known by the times of their changes. Of several that changed at once the greatest id comes first. */
function searchIn(changes: ReadonlyMap<number, number>, { filterGroups, sorts, limit, after }: z.infer<typeof Search>) {
  const of = (property: string, id: number) => (property === 'hs_object_id' ? id : (changes.get(id) ?? 0));
  const found = [...changes.keys()]
    .filter((id) =>
      filterGroups.some(({ filters }) =>
        filters.every(({ propertyName, operator, value }) => compare[operator](of(propertyName, id), value)),
      ),
    )
    .toSorted((one, other) => of(sorts[0].propertyName, one) - of(sorts[0].propertyName, other) || other - one);
  const results = found.slice(after, after + limit).map((id) => {
    const lastmodifieddate = new Date(of('lastmodifieddate', id)).toISOString();
    return { ...ada, id: String(id), properties: { ...ada.properties, lastmodifieddate } };
  });
  const end = after + limit;
  return { total: found.length, results, ...(end < found.length && { paging: { next: { after: String(end) } } }) };
}

describe('ContactChanged', () => {
  it('takes stock at first, then gives each contact that changed once, the oldest change first', async () => {
    const api = testConnector(ContactChanged, { application: HubSpot });
    api.replies(reply).replies({ total: 2, results: [ada, bob] });

    const first = await api.outcome({});
    const cursor = first.outcome === 'page' ? first.cursor : undefined;
    const second = await api.outcome({}, { cursor });

    expect(first).toMatchObject({ outcome: 'page', items: [] });
    expect(second).toMatchObject({ outcome: 'page', items: [bob] });
    const value = String(Date.parse('2026-11-24T07:59:00.000Z'));
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts/search',
        body: { filterGroups: [], limit: 200, sorts: [{ direction: 'DESCENDING' }], after: '0' },
      },
      {
        body: {
          filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value }] }],
          sorts: [{ direction: 'ASCENDING' }],
        },
      },
    ]);
  });

  it('goes on by time where a page is full, and by id where all its contacts changed at once', () => {
    const trigger = new ContactChanged();
    const at = Date.parse('2026-11-24T08:05:00.000Z');
    const bodyFrom = (since: string) => JSON.parse(String(trigger.request({ properties: [] }, since).body));

    expect(trigger.poll({ results: [ada, bob], paging: next })).toMatchObject({ since: String(at), more: true });
    expect(trigger.poll({ results: [bob, bob], paging: next })).toMatchObject({ since: `${at}|0`, more: true });
    expect(trigger.poll({ results: [bob], paging: next }, `${at}|0`)).toMatchObject({ since: `${at}|52`, more: true });
    expect(trigger.poll({ results: [bob] }, `${at}|0`)).toMatchObject({ since: `${at}|`, more: true });
    expect(trigger.poll({ results: [] }, `${at}|`)).toEqual({ items: [], since: String(at - 60_000) });
    expect(bodyFrom(`${at}|52`)).toMatchObject({
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      filterGroups: [
        {
          filters: [
            { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(at) },
            { propertyName: 'hs_object_id', operator: 'GT', value: '52' },
          ],
        },
      ],
    });
    expect(bodyFrom(`${at}|`)).toMatchObject({
      filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GT', value: String(at) }] }],
    });
  });

  it('loses none of 600 that changed at once while two of them are edited between the pages', async () => {
    const at = Date.parse('2026-11-24T09:00:00.000Z');
    const ids = Array.from({ length: 600 }, (_, index) => 1000 + index);
    const changes = new Map(ids.map((id) => [id, at]));
    const api = testConnector(ContactChanged, { application: HubSpot });
    api.replies(reply);
    const stock = await api.outcome({});
    let answer = searchIn(changes, { filterGroups: [], sorts: [{ propertyName: 'hs_object_id' }], limit: 0, after: 0 });
    api.fake.otherwise(({ body }) => {
      if (api.requests.length === 4) for (const { id } of answer.results.slice(0, 2)) changes.set(Number(id), at + 5000);
      answer = searchIn(changes, Search.parse(body));
      return answer;
    });

    const first = await api.outcome({}, { cursor: stock.outcome === 'page' ? stock.cursor : undefined });
    const second = await api.outcome({}, { cursor: first.outcome === 'page' ? first.cursor : undefined });

    if (first.outcome !== 'page') return expect.fail(JSON.stringify(first));
    expect(first.items).toHaveLength(602);
    expect(new Set(first.items.map(({ id }) => Number(id)))).toEqual(new Set(ids));
    expect(second).toMatchObject({ outcome: 'page', items: [] });
  });

  it('reads no further than the newest page when it takes stock', () => {
    const since = String(Date.parse('2026-11-24T08:04:00.000Z'));

    expect(new ContactChanged().poll({ results: [bob, ada], paging: next })).toEqual({ items: [bob, ada], since });
  });
});

faultMatrix(ContactChanged, { application: HubSpot, input: {}, reply });
