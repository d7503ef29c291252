import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { batchAnswer } from '../batch-answer.ts';
import { Contact } from '../contact.ts';
import { owner } from '../pickers.ts';
import { responsesToOne } from '../responses.ts';
import { properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/batch/upsert-contacts */
export class CreateOrUpdateContact extends RestConnector {
  readonly name = 'create-or-update-contact';
  readonly title = 'Create or update a contact';
  override readonly description = 'The contact with the email address is changed, or created where there is none.';
  readonly input = z.object({
    email: z.email().meta({ title: 'Email' }),
    firstname: textProperty('First name'),
    lastname: textProperty('Last name'),
    phone: textProperty('Phone'),
    hubspot_owner_id: owner,
    properties,
    objectWriteTraceId: textProperty('Trace id', 'Comes back with the contact, and with the error if it is refused'),
  });
  override readonly responses = responsesToOne;
  readonly output = batchAnswer(Contact.extend({ new: z.boolean().meta({ description: 'Whether it was created' }) }));

  request({ email, properties, objectWriteTraceId, ...named }: InputOf<CreateOrUpdateContact>) {
    const contact = { id: email, idProperty: 'email', objectWriteTraceId, properties: { ...properties, ...named, email } };
    return post(path`/crm/objects/${apiVersion}/contacts/batch/upsert`, { json: { inputs: [contact] } });
  }
}
