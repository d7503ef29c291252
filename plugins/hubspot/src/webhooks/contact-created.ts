import { ChangeEvent, HubSpotEvent } from '../event.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/webhooks/guide */
export class ContactCreated extends HubSpotEvent {
  readonly name = 'contact-created';
  readonly title = 'Contact created';
  override readonly event = { field: 'subscriptionType', is: ['contact.creation', 'object.creation'] };
  readonly objectTypeId = '0-1';
  readonly output = ChangeEvent;
}
