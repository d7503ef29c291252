import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ticket } from '../../test/ticket.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetTicket } from './get-ticket.ts';

const input = { ticketId: '81', properties: ['hs_object_id', 'createdate'], associations: ['notes'] };
const reply = { ...ticket, associations: { notes: { results: [{ id: '91', type: 'ticket_to_note' }] } } };

describe('GetTicket', () => {
  it('asks for one ticket by its id, with the names of properties in one parameter', async () => {
    const api = testConnector(GetTicket, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/crm/objects/2026-09/tickets/81',
        query: { properties: 'hs_object_id,createdate', associations: 'notes' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetTicket, { application: HubSpot, input, reply });
