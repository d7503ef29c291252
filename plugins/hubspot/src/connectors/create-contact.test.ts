import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { contact } from '../../test/contact.ts';
import { HubSpot } from '../hubspot.application.ts';
import { CreateContact } from './create-contact.ts';

const named = { email: 'ada@example.com', firstname: 'Ada' };
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = contact;

describe('CreateContact', () => {
  it('creates a contact with named and other properties and its links', async () => {
    const api = testConnector(CreateContact, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/contacts',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateContact, { application: HubSpot, input, reply });
