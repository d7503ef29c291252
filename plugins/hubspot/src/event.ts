import { readField, signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';

/** What HubSpot tells of every change; the record itself has to be asked for. */
export const ChangeEvent = z.looseObject({
  eventId: z.number().meta({ description: 'The same when the event is sent again' }),
  subscriptionId: z.number(),
  subscriptionType: z.string(),
  portalId: z.number().meta({ description: 'The account' }),
  appId: z.number().optional(),
  occurredAt: z.number().meta({ description: 'Milliseconds since 1970' }),
  attemptNumber: z.number().meta({ description: 'How often it was tried before, from 0' }),
  objectId: z.number().meta({ description: 'Id of the record' }),
  objectTypeId: z.string().optional().meta({ description: 'Kind of record, in subscriptions to generic events' }),
  changeSource: z.string().optional(),
  changeFlag: z.string().optional(),
  sourceId: z.string().optional(),
});

/**
 * An event of which a delivery holds up to 100, of all subscriptions of an app.
 * @see https://developers.hubspot.com/docs/api-reference/latest/webhooks/guide
 */
export abstract class HubSpotEvent extends Webhook {
  readonly input = z.object({});
  readonly signature = signatures.hubspotV3();
  override readonly signingSecret = 'clientSecret';
  /**
   * A delivery that is tried again has another time and other attempt numbers, and may hold other events. HubSpot does not promise
   * that an `eventId` is given once only.
   */
  override readonly eventId = { fields: ['eventId', 'subscriptionId', 'objectId', 'occurredAt'] };
  /** `0-1` for contacts, `0-3` for deals; generic events tell the kind of record by it alone. */
  abstract readonly objectTypeId: string;

  override events(payload: unknown): readonly unknown[] {
    const events: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
    return events.filter((event) => !isGeneric(event) || readField(event, 'objectTypeId') === this.objectTypeId);
  }
}

function isGeneric(event: unknown): boolean {
  return String(readField(event, 'subscriptionType')).startsWith('object.');
}
