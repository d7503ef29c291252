import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { company } from '../../test/company.ts';
import { HubSpot } from '../hubspot.application.ts';
import { UpdateCompany } from './update-company.ts';

const input = { companyId: '61', name: 'Engines Ltd', properties: { custom_field: '' } };
const reply = company;

describe('UpdateCompany', () => {
  it('changes only the properties that are given', async () => {
    const api = testConnector(UpdateCompany, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/crm/objects/2026-09/companies/61',
        query: {},
        body: { properties: { name: 'Engines Ltd', custom_field: '' } },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateCompany, { application: HubSpot, input, reply });
