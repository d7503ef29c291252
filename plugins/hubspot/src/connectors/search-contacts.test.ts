import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { contact } from '../../test/contact.ts';
import { HubSpot } from '../hubspot.application.ts';
import { SearchContacts } from './search-contacts.ts';

const one = contact;
const two = { ...contact, id: '52', properties: { ...contact.properties, hs_object_id: '52' } };
const filterGroups = [{ filters: [{ propertyName: 'email', operator: 'EQ' as const, value: 'ada@example.com' }] }];
const reply = { results: [one], paging: { next: { after: 'NTI1Cg', link: '?after=NTI1Cg' } } };
const nextReply = { results: [two] };

describe('SearchContacts', () => {
  it('reads page after page until there is no cursor', async () => {
    const api = testConnector(SearchContacts, { application: HubSpot });
    api.replies(reply).replies(nextReply);

    const pages = await api.pages({ filterGroups });

    expect(pages).toEqual([[one], [two]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts/search',
        body: { filterGroups, sorts: [], properties: [], limit: 100, after: '0' },
      },
      { path: '/crm/objects/2026-09/contacts/search', body: { filterGroups, limit: 100, after: 'NTI1Cg' } },
    ]);
  });

  it('orders by a property and its direction, or by the name alone', async () => {
    const api = testConnector(SearchContacts, { application: HubSpot });
    api.replies(nextReply).replies(nextReply);
    const newest = [{ propertyName: 'createdate', direction: 'DESCENDING' as const }];

    await api.pages({ sorts: newest });
    await api.pages({ sorts: ['createdate'] });

    expect(api.requests).toMatchObject([{ body: { sorts: newest } }, { body: { sorts: ['createdate'] } }]);
  });

  it('sends no more filters than HubSpot takes', () => {
    const { input } = new SearchContacts();
    const group = (size: number) => ({ filters: Array.from({ length: size }, () => filterGroups[0]?.filters[0]) });

    expect(input.safeParse({ filterGroups: [group(6), group(6), group(6)] }).success).toBe(true);
    expect(input.safeParse({ filterGroups: [group(7)] }).success).toBe(false);
    expect(input.safeParse({ filterGroups: [group(6), group(6), group(6), group(1)] }).success).toBe(false);
    expect(input.safeParse({ filterGroups: Array.from({ length: 6 }, () => group(1)) }).success).toBe(false);
  });
});

faultMatrix(SearchContacts, { application: HubSpot, input: { filterGroups }, reply, nextReply });
