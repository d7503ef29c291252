import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { charge } from '../../test/charge.ts';
import { listOf } from '../../test/list.ts';
import { Stripe } from '../stripe.application.ts';
import { ListCharges } from './list-charges.ts';

const input = { customer: 'cus_M1', limit: 1 };
const second = { ...charge, id: 'ch_M2' };
const reply = listOf([charge], '/v1/charges', true);
const nextReply = listOf([second], '/v1/charges');

describe('ListCharges', () => {
  it('goes on after the last item of a page while there is more', async () => {
    const api = testConnector(ListCharges, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[charge], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/charges', query: { customer: 'cus_M1', limit: '1' } },
      { query: { customer: 'cus_M1', limit: '1', starting_after: 'ch_M1' } },
    ]);
  });
});

faultMatrix(ListCharges, { application: Stripe, input, reply, nextReply, emptyReply: listOf([], '/v1/charges') });
