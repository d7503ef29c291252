import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { associated } from '../associated.ts';
import { Contact } from '../contact.ts';
import { reading, readingQuery } from '../reading.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/get-contact */
export class GetContact extends RestConnector {
  readonly name = 'get-contact';
  readonly title = 'Get a contact';
  readonly input = z.object({ contactId: z.string().min(1).meta({ title: 'Contact id' }), ...reading });
  readonly output = Contact.extend(associated);

  request({ contactId, ...query }: InputOf<GetContact>) {
    return get(path`/crm/objects/${apiVersion}/contacts/${contactId}`, { query: readingQuery(query) });
  }
}
