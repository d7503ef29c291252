import { get, type InputOf, nested, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Balance } from '../balance.ts';
import { expand } from '../fields.ts';

/** @see https://docs.stripe.com/api/balance/balance_retrieve */
export class GetBalance extends RestConnector {
  readonly name = 'get-balance';
  readonly title = 'Get the balance';
  readonly input = z.object({ expand });
  readonly output = Balance;

  request(query: InputOf<GetBalance>) {
    return get('/balance', { query: nested(query) });
  }
}
