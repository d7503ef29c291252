import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { contact } from '../../test/contact.ts';
import { HubSpot } from '../hubspot.application.ts';
import { UpdateContact } from './update-contact.ts';

const input = { contactId: '51', email: 'ada@example.com', properties: { custom_field: '' } };
const reply = contact;

describe('UpdateContact', () => {
  it('changes only the properties that are given', async () => {
    const api = testConnector(UpdateContact, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/crm/objects/2026-09/contacts/51',
        query: {},
        body: { properties: { email: 'ada@example.com', custom_field: '' } },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateContact, { application: HubSpot, input, reply });
