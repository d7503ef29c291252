import { readField } from '@mortise/sdk';
import { z } from 'zod';
import { ChangeEvent, HubSpotEvent } from '../event.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/webhooks/guide */
export class DealStageChanged extends HubSpotEvent {
  readonly name = 'deal-stage-changed';
  readonly title = 'Deal stage changed';
  override readonly event = { field: 'subscriptionType', is: ['deal.propertyChange', 'object.propertyChange'] };
  readonly objectTypeId = '0-3';
  readonly output = ChangeEvent.extend({
    propertyName: z.literal('dealstage'),
    propertyValue: z.string().meta({ description: 'Id of the new stage' }),
  });

  override events(payload: unknown) {
    const isOther = (name: unknown) => typeof name === 'string' && name !== 'dealstage';
    return super.events(payload).filter((event) => !isOther(readField(event, 'propertyName')));
  }
}
