import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
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

  it('goes on by time where a page is full, and by position where all its contacts changed at once', () => {
    const trigger = new ContactChanged();
    const at = Date.parse('2026-11-24T08:05:00.000Z');

    expect(trigger.poll({ results: [ada, bob], paging: next })).toMatchObject({ since: String(at), more: true });
    expect(trigger.poll({ results: [bob, bob], paging: next })).toMatchObject({ since: `${at}|200`, more: true });
    const { body } = trigger.request({ properties: [] }, `${at}|200`);
    expect(JSON.parse(String(body))).toMatchObject({ after: '200', filterGroups: [{ filters: [{ value: String(at) }] }] });
  });

  it('reads no further than the newest page when it takes stock', () => {
    const since = String(Date.parse('2026-11-24T08:04:00.000Z'));

    expect(new ContactChanged().poll({ results: [bob, ada], paging: next })).toEqual({ items: [bob, ada], since });
  });
});

faultMatrix(ContactChanged, { application: HubSpot, input: {}, reply });
