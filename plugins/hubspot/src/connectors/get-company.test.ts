import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { company } from '../../test/company.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetCompany } from './get-company.ts';

const input = { companyId: '61', properties: ['hs_object_id', 'createdate'], associations: ['notes'] };
const reply = { ...company, associations: { notes: { results: [{ id: '91', type: 'company_to_note' }] } } };

describe('GetCompany', () => {
  it('asks for one company by its id, with the names of properties in one parameter', async () => {
    const api = testConnector(GetCompany, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/crm/objects/2026-09/companies/61',
        query: { properties: 'hs_object_id,createdate', associations: 'notes' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetCompany, { application: HubSpot, input, reply });
