import { type InputOf, patch, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Contact } from '../contact.ts';
import { owner } from '../pickers.ts';
import { idProperty } from '../reading.ts';
import { properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/update-contact */
export class UpdateContact extends RestConnector {
  readonly name = 'update-contact';
  readonly title = 'Update a contact';
  override readonly description = 'Properties that are not given stay as they are.';
  readonly input = z.object({
    contactId: z.string().min(1).meta({ title: 'Contact id' }),
    idProperty,
    email: textProperty('Email'),
    firstname: textProperty('First name'),
    lastname: textProperty('Last name'),
    phone: textProperty('Phone'),
    hubspot_owner_id: owner,
    properties,
  });
  readonly output = Contact;

  request({ contactId, idProperty, properties, ...named }: InputOf<UpdateContact>) {
    return patch(path`/crm/objects/${apiVersion}/contacts/${contactId}`, {
      query: { idProperty },
      json: { properties: { ...properties, ...named } },
    });
  }
}
