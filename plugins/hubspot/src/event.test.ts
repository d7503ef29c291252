import { testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from './hubspot.application.ts';
import { ContactCreated } from './webhooks/contact-created.ts';

const created = (eventId: number, attemptNumber = 0) => ({
  eventId,
  subscriptionId: 12345,
  portalId: 62515,
  appId: 54321,
  occurredAt: 1564113600000,
  subscriptionType: 'contact.creation',
  attemptNumber,
  objectId: 123,
  changeSource: 'CRM',
  changeFlag: 'NEW',
});

describe('HubSpotEvent', () => {
  it('is signed in version 3, with the client secret of the app', () => {
    const { headers } = testWebhook(ContactCreated, { application: HubSpot }).delivery([created(1)], { at: 1763971200000 });

    expect(new ContactCreated().signingSecret).toBe('clientSecret');
    expect(headers).toMatchObject({
      'x-hubspot-request-timestamp': '1763971200000',
      'x-hubspot-signature-v3': expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
  });

  it('takes an event once, though it is tried again later, in another delivery and as another attempt', async () => {
    const hook = testWebhook(ContactCreated, { application: HubSpot });
    const at = Date.now();

    expect(await hook.delivers([created(1)], { at: at - 60_000 })).toEqual([created(1)]);
    expect(await hook.delivers([created(1, 1)], { at })).toEqual([]);
  });

  it('tells two events of the same id apart by what they are about', async () => {
    const hook = testWebhook(ContactCreated, { application: HubSpot });
    const other = { ...created(1), objectId: 124 };

    expect(await hook.delivers([created(1), other])).toEqual([created(1), other]);
  });

  it('takes what is new beside an event that is tried again', async () => {
    const hook = testWebhook(ContactCreated, { application: HubSpot });

    expect(await hook.delivers([created(1), created(2)])).toEqual([created(1), created(2)]);
    expect(await hook.delivers([created(2, 1), created(3)])).toEqual([created(3)]);
  });
});
