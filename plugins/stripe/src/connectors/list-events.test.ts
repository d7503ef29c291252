import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { eventWith } from '../../test/event.ts';
import { invoice } from '../../test/invoice.ts';
import { listOf } from '../../test/list.ts';
import { Stripe } from '../stripe.application.ts';
import { ListEvents } from './list-events.ts';

const input = { types: ['invoice.paid', 'charge.refunded'], delivery_success: false, limit: 1 };
const first = eventWith('invoice.paid', invoice);
const second = { ...first, id: 'evt_M2' };
const reply = listOf([first], '/v1/events', true);
const nextReply = listOf([second], '/v1/events');

describe('ListEvents', () => {
  it('goes on after the last item of a page while there is more', async () => {
    const api = testConnector(ListEvents, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/v1/events',
        query: { 'types[0]': 'invoice.paid', 'types[1]': 'charge.refunded', delivery_success: 'false', limit: '1' },
      },
      {
        query: {
          'types[0]': 'invoice.paid',
          'types[1]': 'charge.refunded',
          delivery_success: 'false',
          limit: '1',
          starting_after: 'evt_M1',
        },
      },
    ]);
  });
});

faultMatrix(ListEvents, { application: Stripe, input, reply, nextReply, emptyReply: listOf([], '/v1/events') });
