import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { CreateOrUpdateContact } from './create-or-update-contact.ts';

const input = { email: 'ada@example.com', firstname: 'Ada' };
const reply = {
  status: 'COMPLETE',
  startedAt: '2026-11-24T08:00:00.000Z',
  completedAt: '2026-11-24T08:00:00.100Z',
  results: [
    {
      id: '51',
      properties: { email: 'ada@example.com', firstname: 'Ada', hs_object_id: '51' },
      createdAt: '2026-11-20T08:00:00.000Z',
      updatedAt: '2026-11-24T08:00:00.000Z',
      archived: false,
      'new': true,
    },
  ],
};

describe('CreateOrUpdateContact', () => {
  it('names the contact by its email address', async () => {
    const api = testConnector(CreateOrUpdateContact, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts/batch/upsert',
        body: { inputs: [{ id: 'ada@example.com', idProperty: 'email', properties: input }] },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('fails with the words of HubSpot where it refuses the contact', async () => {
    const api = testConnector(CreateOrUpdateContact, { application: HubSpot });
    const refusal = {
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'Property values were not valid',
      context: { objectWriteTraceId: ['order-17'] },
      errors: [{ message: 'The phone number is too long', code: 'INVALID_PHONE', in: 'phone' }],
      links: {},
    };
    const partly = { ...reply, results: [], numErrors: 1, errors: [refusal] };
    api.replies({ status: 207, headers: { 'content-type': 'application/json' }, body: JSON.stringify(partly) });

    const outcome = await api.outcome({ ...input, objectWriteTraceId: 'order-17' });

    expect(api.requests).toMatchObject([{ body: { inputs: [{ id: 'ada@example.com', objectWriteTraceId: 'order-17' }] } }]);
    expect(outcome).toMatchObject({
      outcome: 'fail',
      error: {
        code: 'api_rejected',
        status: 207,
        detail: expect.stringContaining('Property values were not valid'),
        retryable: false,
      },
    });
  });
});

faultMatrix(CreateOrUpdateContact, { application: HubSpot, input, reply });
