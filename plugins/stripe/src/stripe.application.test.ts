import { describeApi } from '@mortise/sdk';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { balance } from '../test/balance.ts';
import { DeleteCustomer } from './connectors/delete-customer.ts';
import { GetBalance } from './connectors/get-balance.ts';
import { VoidInvoice } from './connectors/void-invoice.ts';
import { Stripe } from './stripe.application.ts';

describe('Stripe', () => {
  it('signs in with the key as a bearer token, over TLS, and names its version', async () => {
    const api = testConnector(GetBalance, { application: Stripe, credentials: { token: 'rk_test_of_nobody' } });
    api.replies(balance);

    await api.run({});

    expect(api.requests).toMatchObject([
      {
        host: 'api.stripe.com',
        path: '/v1/balance',
        headers: { authorization: 'Bearer rk_test_of_nobody', 'stripe-version': '2026-10-28.endive' },
      },
    ]);
  });

  it('sends a key with what must not happen twice', async () => {
    const api = testConnector(VoidInvoice, { application: Stripe });
    api.replies({ status: 402, body: { error: { type: 'card_error' } } });

    await api.outcome({ invoice: 'in_1' }, { idempotencyKey: 'key-of-a-step' });

    expect(api.requests).toMatchObject([{ method: 'POST', headers: { 'idempotency-key': 'key-of-a-step' } }]);
  });

  it('fails with the words of Stripe where a payment or a deletion is refused', async () => {
    const api = testConnector(DeleteCustomer, { application: Stripe });
    const error = {
      code: 'resource_missing',
      doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
      message: "No such customer: 'cus_nobody'",
      param: 'id',
      type: 'invalid_request_error',
    };
    api.replies({ status: 404, body: { error } });

    expect(await api.outcome({ customer: 'cus_nobody' })).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', status: 404, detail: expect.stringContaining("No such customer: 'cus_nobody'") },
    });
  });

  it('tries again where another request for the same object is not done yet', async () => {
    const api = testConnector(GetBalance, { application: Stripe });
    api.replies({ status: 409, body: { error: { type: 'invalid_request_error', message: 'In use.' } } });

    expect(await api.outcome({})).toMatchObject({ outcome: 'retry' });
  });

  it('waits where there were too many requests', async () => {
    const api = testConnector(GetBalance, { application: Stripe });
    const error = { code: 'rate_limit', message: 'Request rate limit exceeded.', type: 'invalid_request_error' };
    api.replies({ status: 429, body: { error } });

    expect(await api.outcome({})).toMatchObject({ error: { code: 'rate_limit', retryable: true } });
    expect(new Stripe().limits).toEqual({ perConnection: { amount: 100, seconds: 1 } });
  });

  it('asks for the balance when the connection is tested', () => {
    expect(describeApi(new Stripe(), {}).test).toMatchObject({ method: 'GET', path: '/balance' });
  });
});
