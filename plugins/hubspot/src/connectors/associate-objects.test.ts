import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { AssociateObjects } from './associate-objects.ts';

const input = { fromObjectType: 'contacts', fromObjectId: '51', toObjectType: 'companies', toObjectId: '61' };
const reply = {
  status: 'COMPLETE',
  startedAt: '2026-11-24T08:00:00.000Z',
  completedAt: '2026-11-24T08:00:00.100Z',
  results: [
    { from: { id: '51' }, to: { id: '61' }, associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 } },
  ],
};

describe('AssociateObjects', () => {
  it('links two records with the default association', async () => {
    const api = testConnector(AssociateObjects, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'PUT', path: '/crm/objects/2026-09/contacts/51/associations/default/companies/61' },
    ]);
    expect(output).toEqual(reply);
  });

  it('fails with the words of HubSpot where it refuses the link', async () => {
    const api = testConnector(AssociateObjects, { application: HubSpot });
    const refusal = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'No company with the id 61 exists' };
    api.replies({ status: 207, body: { ...reply, results: [], numErrors: 1, errors: [refusal] } });

    expect(await api.outcome(input)).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', status: 207, detail: expect.stringContaining(refusal.message), retryable: false },
    });
  });

  it('tries again where a record is locked', async () => {
    const api = testConnector(AssociateObjects, { application: HubSpot });
    api.replies({ status: 423, body: { status: 'error', message: 'Locked' } });

    expect(await api.outcome(input)).toMatchObject({ outcome: 'retry' });
  });
});

faultMatrix(AssociateObjects, { application: HubSpot, input, reply });
