import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { DealStageChanged } from './deal-stage-changed.ts';

const changed = {
  eventId: 567890123,
  subscriptionId: 234567,
  portalId: 12345678,
  appId: 987654,
  occurredAt: 1763971200000,
  subscriptionType: 'deal.propertyChange',
  attemptNumber: 0,
  objectId: 71,
  changeSource: 'CRM_UI',
  sourceId: 'userId:45678',
  propertyName: 'dealstage',
  propertyValue: 'closedwon',
};
const reply = [changed];

describe('DealStageChanged', () => {
  it('gives changes of the stage, in the old and in the generic form, and not those of other properties or records', async () => {
    const renamed = { ...changed, propertyName: 'dealname', propertyValue: 'Ten engines' };
    const contact = { ...changed, subscriptionType: 'object.propertyChange', objectTypeId: '0-1' };

    const generic = {
      ...changed,
      eventId: 567890124,
      subscriptionType: 'object.propertyChange',
      objectTypeId: '0-3',
      objectId: 72,
    };

    const events = await testWebhook(DealStageChanged, { application: HubSpot }).delivers([renamed, contact, changed, generic]);

    expect(events).toEqual([changed, generic]);
  });
});

faultMatrix(DealStageChanged, { application: HubSpot, input: {}, reply });
