import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { fulfillmentDetail } from '../../test/fulfillment.ts';
import { Shopify } from '../shopify.application.ts';
import { UpdateTracking } from './update-tracking.ts';

const input = { fulfillmentId: '81', trackingInfoInput: { number: '00340435' }, notifyCustomer: false };
const reply = answer({ fulfillment: fulfillmentDetail, userErrors: [] });

describe('UpdateTracking', () => {
  it('sends another number of a parcel', async () => {
    const api = testConnector(UpdateTracking, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: fulfillmentTrackingInfoUpdate(fulfillmentId: $fulfillmentId'),
          variables: { ...input, fulfillmentId: 'gid://shopify/Fulfillment/81' },
        },
      },
    ]);
    expect(output).toEqual({ fulfillment: fulfillmentDetail, userErrors: [] });
  });
});

faultMatrix(UpdateTracking, { application: Shopify, input, reply });
