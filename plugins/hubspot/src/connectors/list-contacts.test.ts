import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { contact } from '../../test/contact.ts';
import { HubSpot } from '../hubspot.application.ts';
import { ListContacts } from './list-contacts.ts';

const one = contact;
const two = { ...contact, id: '512', properties: { ...contact.properties, hs_object_id: '512' } };
const reply = { results: [one], paging: { next: { after: 'NTI1Cg', link: '?after=NTI1Cg' } } };
const nextReply = { results: [two] };

describe('ListContacts', () => {
  it('reads page after page until there is no cursor', async () => {
    const api = testConnector(ListContacts, { application: HubSpot });
    api.replies(reply).replies(nextReply);

    const pages = await api.pages({ properties: ['createdate'] });

    expect(pages).toEqual([[one], [two]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/crm/objects/2026-09/contacts', query: { limit: '100', properties: 'createdate' } },
      { path: '/crm/objects/2026-09/contacts', query: { limit: '100', properties: 'createdate', after: 'NTI1Cg' } },
    ]);
  });
});

faultMatrix(ListContacts, { application: HubSpot, input: { properties: ['createdate'] }, reply, nextReply });
