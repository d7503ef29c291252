import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Company } from '../company.ts';
import { owner } from '../pickers.ts';
import { associations, properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/companies/create-company */
export class CreateCompany extends RestConnector {
  readonly name = 'create-company';
  readonly title = 'Create a company';
  readonly input = z.object({
    name: textProperty('Name'),
    domain: textProperty('Domain', 'Of its website; HubSpot tells companies apart by it'),
    phone: textProperty('Phone'),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Company;

  request({ associations, properties, ...named }: InputOf<CreateCompany>) {
    return post(path`/crm/objects/${apiVersion}/companies`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
