import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { deal } from '../../test/deal.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetDeal } from './get-deal.ts';

const input = { dealId: '71', properties: ['hs_object_id', 'createdate'], associations: ['notes'] };
const reply = { ...deal, associations: { notes: { results: [{ id: '91', type: 'deal_to_note' }] } } };

describe('GetDeal', () => {
  it('asks for one deal by its id, with the names of properties in one parameter', async () => {
    const api = testConnector(GetDeal, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/crm/objects/2026-09/deals/71',
        query: { properties: 'hs_object_id,createdate', associations: 'notes' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetDeal, { application: HubSpot, input, reply });
