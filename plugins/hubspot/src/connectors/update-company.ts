import { type InputOf, patch, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Company } from '../company.ts';
import { owner } from '../pickers.ts';
import { idProperty } from '../reading.ts';
import { properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/companies/update-company */
export class UpdateCompany extends RestConnector {
  readonly name = 'update-company';
  readonly title = 'Update a company';
  override readonly description = 'Properties that are not given stay as they are.';
  readonly input = z.object({
    companyId: z.string().min(1).meta({ title: 'Company id' }),
    idProperty,
    name: textProperty('Name'),
    domain: textProperty('Domain', 'Of its website; HubSpot tells companies apart by it'),
    phone: textProperty('Phone'),
    hubspot_owner_id: owner,
    properties,
  });
  readonly output = Company;

  request({ companyId, idProperty, properties, ...named }: InputOf<UpdateCompany>) {
    return patch(path`/crm/objects/${apiVersion}/companies/${companyId}`, {
      query: { idProperty },
      json: { properties: { ...properties, ...named } },
    });
  }
}
