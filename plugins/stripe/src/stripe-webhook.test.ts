import { testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../test/invoice.ts';
import { Stripe } from './stripe.application.ts';
import { InvoicePaid } from './webhooks/invoice-paid.ts';

const paid = (id: string, pending_webhooks: number) => ({
  id,
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1763971200,
  data: { object: invoice },
  livemode: false,
  pending_webhooks,
  request: { id: null, idempotency_key: null },
  type: 'invoice.paid',
});

describe('StripeWebhook', () => {
  it('makes an endpoint for its events, in the version that the plugin is made for, and removes it', async () => {
    const hook = testWebhook(InvoicePaid, { application: Stripe });
    hook.replies({ id: 'we_1', object: 'webhook_endpoint', secret: 'whsec_of_nobody' }, { id: 'we_1', deleted: true });

    expect(await hook.subscribe({})).toEqual({ id: 'we_1', secret: 'whsec_of_nobody' });
    await hook.unsubscribe({}, 'we_1');

    expect(hook.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/webhook_endpoints',
        body: {
          url: 'https://host.example.com/webhooks/test',
          'enabled_events[0]': 'invoice.paid',
          api_version: '2026-10-28.endive',
        },
      },
      { method: 'DELETE', path: '/v1/webhook_endpoints/we_1' },
    ]);
  });

  it('is signed with time and tag, as Stripe signs', () => {
    const { headers } = testWebhook(InvoicePaid, { application: Stripe }).delivery(paid('evt_1', 1), { at: 1763971200000 });
    expect(headers).toMatchObject({ 'stripe-signature': expect.stringMatching(/^t=1763971200,v1=[0-9a-f]{64}$/) });
  });

  it('knows an event by its id, whatever else changed', async () => {
    const hook = testWebhook(InvoicePaid, { application: Stripe });

    expect(await hook.receive(hook.delivery(paid('evt_1', 1)))).toMatchObject({ kind: 'events', deliveryId: 'evt_1' });
    expect(await hook.receive(hook.delivery(paid('evt_1', 0)))).toMatchObject({ kind: 'duplicate' });
    expect(await hook.receive(hook.delivery(paid('evt_2', 1)))).toMatchObject({ kind: 'events', deliveryId: 'evt_2' });
  });
});
