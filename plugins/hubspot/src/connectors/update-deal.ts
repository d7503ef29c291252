import { type InputOf, patch, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { Deal } from '../deal.ts';
import { dealPipeline, dealStage, owner } from '../pickers.ts';
import { idProperty } from '../reading.ts';
import { properties, textProperty } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/deals/update-deal */
export class UpdateDeal extends RestConnector {
  readonly name = 'update-deal';
  readonly title = 'Update a deal';
  override readonly description = 'Properties that are not given stay as they are.';
  readonly input = z.object({
    dealId: z.string().min(1).meta({ title: 'Deal id' }),
    idProperty,
    dealname: textProperty('Name'),
    pipeline: dealPipeline,
    dealstage: dealStage,
    amount: textProperty('Amount', 'A number with a point, in the currency of the deal'),
    closedate: textProperty('Close date', 'ISO 8601 in UTC, or milliseconds since 1970'),
    hubspot_owner_id: owner,
    properties,
  });
  readonly output = Deal;

  request({ dealId, idProperty, properties, ...named }: InputOf<UpdateDeal>) {
    return patch(path`/crm/objects/${apiVersion}/deals/${dealId}`, {
      query: { idProperty },
      json: { properties: { ...properties, ...named } },
    });
  }
}
