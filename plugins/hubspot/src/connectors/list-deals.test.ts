import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { deal } from '../../test/deal.ts';
import { HubSpot } from '../hubspot.application.ts';
import { ListDeals } from './list-deals.ts';

const one = deal;
const two = { ...deal, id: '712', properties: { ...deal.properties, hs_object_id: '712' } };
const reply = { results: [one], paging: { next: { after: 'NTI1Cg', link: '?after=NTI1Cg' } } };
const nextReply = { results: [two] };

describe('ListDeals', () => {
  it('reads page after page until there is no cursor', async () => {
    const api = testConnector(ListDeals, { application: HubSpot });
    api.replies(reply).replies(nextReply);

    const pages = await api.pages({ properties: ['createdate'] });

    expect(pages).toEqual([[one], [two]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/crm/objects/2026-09/deals', query: { limit: '100', properties: 'createdate' } },
      { path: '/crm/objects/2026-09/deals', query: { limit: '100', properties: 'createdate', after: 'NTI1Cg' } },
    ]);
  });
});

faultMatrix(ListDeals, { application: HubSpot, input: { properties: ['createdate'] }, reply, nextReply });
