import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { deal } from '../../test/deal.ts';
import { HubSpot } from '../hubspot.application.ts';
import { CreateDeal } from './create-deal.ts';

const named = { dealname: 'Ten engines', pipeline: 'default', dealstage: 'qualifiedtobuy', amount: '1500.00' };
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = deal;

describe('CreateDeal', () => {
  it('creates a deal with named and other properties and its links', async () => {
    const api = testConnector(CreateDeal, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/deals',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateDeal, { application: HubSpot, input, reply });
