import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Deal } from '../deal.ts';
import { dealPipeline, dealStage, owner } from '../pickers.ts';
import { associations, properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/deals/create-deal */
export class CreateDeal extends RestConnector {
  readonly name = 'create-deal';
  readonly title = 'Create a deal';
  readonly input = z.object({
    dealname: textProperty('Name'),
    pipeline: dealPipeline,
    dealstage: dealStage,
    amount: textProperty('Amount', 'A number with a point, in the currency of the deal'),
    closedate: textProperty('Close date', 'ISO 8601 in UTC, or milliseconds since 1970'),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Deal;

  request({ associations, properties, ...named }: InputOf<CreateDeal>) {
    return post(path`/crm/objects/${apiVersion}/deals`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
