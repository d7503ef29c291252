import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { owner } from '../../test/owner.ts';
import { HubSpot } from '../hubspot.application.ts';
import { ListOwners } from './list-owners.ts';

const one = owner;
const two = { ...one, id: '42', email: 'bob@example.com' };
const reply = { results: [one], paging: { next: { after: 'NTI1Cg', link: '?after=NTI1Cg' } } };
const nextReply = { results: [two] };

describe('ListOwners', () => {
  it('reads page after page until there is no cursor', async () => {
    const api = testConnector(ListOwners, { application: HubSpot });
    api.replies(reply).replies(nextReply);

    const pages = await api.pages({ archived: false });

    expect(pages).toEqual([[one], [two]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/crm/owners/2026-09', query: { limit: '100', archived: 'false' } },
      { path: '/crm/owners/2026-09', query: { after: 'NTI1Cg' } },
    ]);
  });
});

faultMatrix(ListOwners, { application: HubSpot, input: { archived: false }, reply, nextReply });
