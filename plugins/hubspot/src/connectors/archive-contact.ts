import { type ActionContext, Connector, del, type InputOf, path } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/delete-contact */
export class ArchiveContact extends Connector {
  readonly name = 'archive-contact';
  readonly title = 'Archive a contact';
  override readonly description = 'It can be restored within 90 days.';
  readonly input = z.object({ contactId: z.string().min(1).meta({ title: 'Contact id' }) });
  readonly output = z.looseObject({ contactId: z.string() });

  /** HubSpot answers without a body. */
  async execute({ contactId }: InputOf<ArchiveContact>, context: ActionContext) {
    await context.send(del(path`/crm/objects/${apiVersion}/contacts/${contactId}`));
    return { contactId };
  }
}
