import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { ArchiveContact } from './archive-contact.ts';

const input = { contactId: '51' };
const reply = { status: 204 };

describe('ArchiveContact', () => {
  it('archives a contact and says which', async () => {
    const api = testConnector(ArchiveContact, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'DELETE', path: '/crm/objects/2026-09/contacts/51' }]);
    expect(output).toEqual(input);
  });
});

faultMatrix(ArchiveContact, {
  application: HubSpot,
  input,
  reply,
  except: { malformedBody: 'The answer has no body.', otherShape: 'The answer has no body.' },
});
