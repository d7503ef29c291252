import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ticket } from '../../test/ticket.ts';
import { HubSpot } from '../hubspot.application.ts';
import { UpdateTicket } from './update-ticket.ts';

const input = { ticketId: '81', subject: 'Engine stalls', properties: { custom_field: '' } };
const reply = ticket;

describe('UpdateTicket', () => {
  it('changes only the properties that are given', async () => {
    const api = testConnector(UpdateTicket, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/crm/objects/2026-09/tickets/81',
        query: {},
        body: { properties: { subject: 'Engine stalls', custom_field: '' } },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateTicket, { application: HubSpot, input, reply });
