import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { charge } from '../../test/charge.ts';
import { Stripe } from '../stripe.application.ts';
import { GetCharge } from './get-charge.ts';

const input = { charge: 'ch_M1' };

describe('GetCharge', () => {
  it('asks for one charge by its id', async () => {
    const api = testConnector(GetCharge, { application: Stripe });
    api.replies(charge);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/v1/charges/ch_M1' }]);
    expect(output).toEqual(charge);
  });
});

faultMatrix(GetCharge, { application: Stripe, input, reply: charge });
