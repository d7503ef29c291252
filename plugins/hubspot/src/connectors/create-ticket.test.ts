import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ticket } from '../../test/ticket.ts';
import { HubSpot } from '../hubspot.application.ts';
import { CreateTicket } from './create-ticket.ts';

const named = { subject: 'Engine stalls', hs_pipeline: '0', hs_pipeline_stage: '1' };
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = ticket;

describe('CreateTicket', () => {
  it('creates a ticket with named and other properties and its links', async () => {
    const api = testConnector(CreateTicket, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/tickets',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateTicket, { application: HubSpot, input, reply });
