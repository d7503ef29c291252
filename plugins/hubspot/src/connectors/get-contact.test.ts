import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { contact } from '../../test/contact.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetContact } from './get-contact.ts';

const input = { contactId: '51', properties: ['hs_object_id', 'createdate'], associations: ['notes'] };
const reply = { ...contact, associations: { notes: { results: [{ id: '91', type: 'contact_to_note' }] } } };

describe('GetContact', () => {
  it('asks for one contact by its id, with the names of properties in one parameter', async () => {
    const api = testConnector(GetContact, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/crm/objects/2026-09/contacts/51',
        query: { properties: 'hs_object_id,createdate', associations: 'notes' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetContact, { application: HubSpot, input, reply });
