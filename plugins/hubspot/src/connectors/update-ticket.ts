import { type InputOf, patch, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { owner, ticketPipeline, ticketStage } from '../pickers.ts';
import { idProperty } from '../reading.ts';
import { Ticket } from '../ticket.ts';
import { properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/tickets/update-ticket */
export class UpdateTicket extends RestConnector {
  readonly name = 'update-ticket';
  readonly title = 'Update a ticket';
  override readonly description = 'Properties that are not given stay as they are.';
  readonly input = z.object({
    ticketId: z.string().min(1).meta({ title: 'Ticket id' }),
    idProperty,
    subject: textProperty('Subject'),
    content: textProperty('Content'),
    hs_pipeline: ticketPipeline,
    hs_pipeline_stage: ticketStage,
    hs_ticket_priority: textProperty('Priority', 'LOW, MEDIUM or HIGH, unless the account has others'),
    hubspot_owner_id: owner,
    properties,
  });
  readonly output = Ticket;

  request({ ticketId, idProperty, properties, ...named }: InputOf<UpdateTicket>) {
    return patch(path`/crm/objects/${apiVersion}/tickets/${ticketId}`, {
      query: { idProperty },
      json: { properties: { ...properties, ...named } },
    });
  }
}
