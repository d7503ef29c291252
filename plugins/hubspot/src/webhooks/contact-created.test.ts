import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { ContactCreated } from './contact-created.ts';

const created = {
  eventId: 567890123,
  subscriptionId: 234567,
  portalId: 12345678,
  appId: 987654,
  occurredAt: 1763971200000,
  subscriptionType: 'contact.creation',
  attemptNumber: 0,
  objectId: 51,
  changeFlag: 'CREATED',
  changeSource: 'CRM_UI',
  sourceId: 'userId:45678',
};
const reply = [created];

describe('ContactCreated', () => {
  it('gives the contacts of a delivery, in the old and in the generic form, and nothing else', async () => {
    const generic = { ...created, eventId: 567890124, subscriptionType: 'object.creation', objectTypeId: '0-1', objectId: 52 };
    const company = { ...generic, objectTypeId: '0-2' };
    const deletion = { ...created, subscriptionType: 'contact.deletion' };

    const events = await testWebhook(ContactCreated, { application: HubSpot }).delivers([created, company, deletion, generic]);

    expect(events).toEqual([created, generic]);
  });
});

faultMatrix(ContactCreated, { application: HubSpot, input: {}, reply });
