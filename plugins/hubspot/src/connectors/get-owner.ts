import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Owner, ownerIdProperty } from '../owner.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/owners/get-owner */
export class GetOwner extends RestConnector {
  readonly name = 'get-owner';
  readonly title = 'Get an owner';
  readonly input = z.object({
    ownerId: z.string().min(1).meta({ title: 'Owner id' }),
    idProperty: ownerIdProperty,
    archived: z.boolean().optional().meta({ title: 'Archived', description: 'Whether the owner is archived; false by default' }),
  });
  readonly output = Owner;

  request({ ownerId, ...query }: InputOf<GetOwner>) {
    return get(path`/crm/owners/${apiVersion}/${ownerId}`, { query });
  }
}
