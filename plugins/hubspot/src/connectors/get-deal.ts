import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { associated } from '../associated.ts';
import { Deal } from '../deal.ts';
import { reading, readingQuery } from '../reading.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/deals/get-deal */
export class GetDeal extends RestConnector {
  readonly name = 'get-deal';
  readonly title = 'Get a deal';
  readonly input = z.object({ dealId: z.string().min(1).meta({ title: 'Deal id' }), ...reading });
  readonly output = Deal.extend(associated);

  request({ dealId, ...query }: InputOf<GetDeal>) {
    return get(path`/crm/objects/${apiVersion}/deals/${dealId}`, { query: readingQuery(query) });
  }
}
