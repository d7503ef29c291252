import { get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Owner } from '../owner.ts';
import { ListResponse, pagination } from '../paging.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/owners/get-owners */
export class ListOwners extends PagedConnector {
  readonly name = 'list-owners';
  readonly title = 'List owners';
  readonly input = z.object({
    email: z.string().min(1).optional().meta({ title: 'Email', description: 'Only the owner with this address' }),
    archived: z.boolean().optional().meta({ title: 'Archived', description: 'Only owners that are archived; false by default' }),
    limit: z.int().min(1).max(500).default(100).meta({ title: 'Page size', description: 'At most 500' }),
  });
  readonly output = Owner;
  readonly response = ListResponse;
  readonly pagination = pagination;

  request(query: InputOf<ListOwners>) {
    return get(path`/crm/owners/${apiVersion}`, { query });
  }

  items({ results }: ResponseOf<ListOwners>) {
    return results;
  }
}
