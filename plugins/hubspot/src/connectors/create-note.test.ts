import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { CreateNote } from './create-note.ts';

const named = { hs_timestamp: '2026-11-24T08:00:00Z', hs_note_body: 'Called back' };
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = {
  id: '91',
  properties: { hs_timestamp: '2026-11-24T08:00:00Z', hs_note_body: 'Called back', hs_object_id: '91' },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};

describe('CreateNote', () => {
  it('creates a note with named and other properties and its links', async () => {
    const api = testConnector(CreateNote, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/notes',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateNote, { application: HubSpot, input, reply });
