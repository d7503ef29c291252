import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { associated } from '../associated.ts';
import { reading, readingQuery } from '../reading.ts';
import { Ticket } from '../ticket.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/tickets/get-ticket */
export class GetTicket extends RestConnector {
  readonly name = 'get-ticket';
  readonly title = 'Get a ticket';
  readonly input = z.object({ ticketId: z.string().min(1).meta({ title: 'Ticket id' }), ...reading });
  readonly output = Ticket.extend(associated);

  request({ ticketId, ...query }: InputOf<GetTicket>) {
    return get(path`/crm/objects/${apiVersion}/tickets/${ticketId}`, { query: readingQuery(query) });
  }
}
