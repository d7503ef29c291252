import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { deal } from '../../test/deal.ts';
import { HubSpot } from '../hubspot.application.ts';
import { UpdateDeal } from './update-deal.ts';

const input = { dealId: '71', dealname: 'Ten engines', properties: { custom_field: '' } };
const reply = deal;

describe('UpdateDeal', () => {
  it('changes only the properties that are given', async () => {
    const api = testConnector(UpdateDeal, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/crm/objects/2026-09/deals/71',
        query: {},
        body: { properties: { dealname: 'Ten engines', custom_field: '' } },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateDeal, { application: HubSpot, input, reply });
