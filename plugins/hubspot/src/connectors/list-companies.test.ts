import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { company } from '../../test/company.ts';
import { HubSpot } from '../hubspot.application.ts';
import { ListCompanies } from './list-companies.ts';

const one = company;
const two = { ...company, id: '612', properties: { ...company.properties, hs_object_id: '612' } };
const reply = { results: [one], paging: { next: { after: 'NTI1Cg', link: '?after=NTI1Cg' } } };
const nextReply = { results: [two] };

describe('ListCompanies', () => {
  it('reads page after page until there is no cursor', async () => {
    const api = testConnector(ListCompanies, { application: HubSpot });
    api.replies(reply).replies(nextReply);

    const pages = await api.pages({ properties: ['createdate'] });

    expect(pages).toEqual([[one], [two]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/crm/objects/2026-09/companies', query: { limit: '100', properties: 'createdate' } },
      { path: '/crm/objects/2026-09/companies', query: { limit: '100', properties: 'createdate', after: 'NTI1Cg' } },
    ]);
  });
});

faultMatrix(ListCompanies, { application: HubSpot, input: { properties: ['createdate'] }, reply, nextReply });
