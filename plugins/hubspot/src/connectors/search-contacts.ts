import { byCursor, type InputOf, PagedConnector, path, post, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Contact } from '../contact.ts';
import { ListResponse } from '../paging.ts';
import { firstResult, search } from '../search.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/search/search-contacts */
export class SearchContacts extends PagedConnector {
  readonly name = 'search-contacts';
  readonly title = 'Search contacts';
  override readonly description = 'HubSpot gives at most 10,000 results of one search.';
  readonly input = z.object(search);
  readonly output = Contact;
  readonly response = ListResponse;
  readonly pagination = byCursor({ parameter: 'after', next: 'paging.next.after', in: 'body' });

  request(json: InputOf<SearchContacts>) {
    return post(path`/crm/objects/${apiVersion}/contacts/search`, { json: { ...json, after: firstResult } });
  }

  items({ results }: ResponseOf<SearchContacts>) {
    return results;
  }
}
