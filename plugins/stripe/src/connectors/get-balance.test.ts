import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { balance } from '../../test/balance.ts';
import { Stripe } from '../stripe.application.ts';
import { GetBalance } from './get-balance.ts';

const input = {};

describe('GetBalance', () => {
  it('asks for the balance of the account', async () => {
    const api = testConnector(GetBalance, { application: Stripe });
    api.replies(balance);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/v1/balance', query: {} }]);
    expect(output).toEqual(balance);
  });
});

faultMatrix(GetBalance, { application: Stripe, input, reply: balance });
