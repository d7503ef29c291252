import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { owner, ticketPipeline, ticketStage } from '../pickers.ts';
import { Ticket } from '../ticket.ts';
import { associations, properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/tickets/create-ticket */
export class CreateTicket extends RestConnector {
  readonly name = 'create-ticket';
  readonly title = 'Create a ticket';
  readonly input = z.object({
    subject: textProperty('Subject'),
    content: textProperty('Content'),
    hs_pipeline: ticketPipeline,
    hs_pipeline_stage: ticketStage,
    hs_ticket_priority: textProperty('Priority', 'LOW, MEDIUM or HIGH, unless the account has others'),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Ticket;

  request({ associations, properties, ...named }: InputOf<CreateTicket>) {
    return post(path`/crm/objects/${apiVersion}/tickets`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
