import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { associated } from '../associated.ts';
import { Company } from '../company.ts';
import { reading, readingQuery } from '../reading.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/companies/get-company */
export class GetCompany extends RestConnector {
  readonly name = 'get-company';
  readonly title = 'Get a company';
  readonly input = z.object({ companyId: z.string().min(1).meta({ title: 'Company id' }), ...reading });
  readonly output = Company.extend(associated);

  request({ companyId, ...query }: InputOf<GetCompany>) {
    return get(path`/crm/objects/${apiVersion}/companies/${companyId}`, { query: readingQuery(query) });
  }
}
