import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Contact } from '../contact.ts';
import { owner } from '../pickers.ts';
import { associations, properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/create-contact */
export class CreateContact extends RestConnector {
  readonly name = 'create-contact';
  readonly title = 'Create a contact';
  readonly input = z.object({
    email: textProperty('Email'),
    firstname: textProperty('First name'),
    lastname: textProperty('Last name'),
    phone: textProperty('Phone'),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Contact;

  request({ associations, properties, ...named }: InputOf<CreateContact>) {
    return post(path`/crm/objects/${apiVersion}/contacts`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
