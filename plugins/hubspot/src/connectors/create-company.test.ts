import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { company } from '../../test/company.ts';
import { HubSpot } from '../hubspot.application.ts';
import { CreateCompany } from './create-company.ts';

const named = { name: 'Engines Ltd', domain: 'engines.example' };
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = company;

describe('CreateCompany', () => {
  it('creates a company with named and other properties and its links', async () => {
    const api = testConnector(CreateCompany, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/companies',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateCompany, { application: HubSpot, input, reply });
