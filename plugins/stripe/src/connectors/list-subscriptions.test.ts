import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { listOf } from '../../test/list.ts';
import { subscription } from '../../test/subscription.ts';
import { Stripe } from '../stripe.application.ts';
import { ListSubscriptions } from './list-subscriptions.ts';

const input = { status: 'all' as const, automatic_tax: { enabled: true }, limit: 1 };
const second = { ...subscription, id: 'sub_M2' };
const reply = listOf([subscription], '/v1/subscriptions', true);
const nextReply = listOf([second], '/v1/subscriptions');

describe('ListSubscriptions', () => {
  it('goes on after the last item of a page while there is more', async () => {
    const api = testConnector(ListSubscriptions, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[subscription], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/subscriptions', query: { status: 'all', 'automatic_tax[enabled]': 'true', limit: '1' } },
      { query: { status: 'all', 'automatic_tax[enabled]': 'true', limit: '1', starting_after: 'sub_M1' } },
    ]);
  });
});

faultMatrix(ListSubscriptions, { application: Stripe, input, reply, nextReply, emptyReply: listOf([], '/v1/subscriptions') });
