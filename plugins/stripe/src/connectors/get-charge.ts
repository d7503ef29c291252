import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Charge } from '../charge.ts';
import { expand } from '../fields.ts';

/** @see https://docs.stripe.com/api/charges/retrieve */
export class GetCharge extends RestConnector {
  readonly name = 'get-charge';
  readonly title = 'Get a charge';
  readonly input = z.object({ charge: z.string().meta({ description: 'Its id, for example ch_…' }), expand });
  readonly output = Charge;

  request({ charge, ...query }: InputOf<GetCharge>) {
    return get(path`/charges/${charge}`, { query: nested(query) });
  }
}
