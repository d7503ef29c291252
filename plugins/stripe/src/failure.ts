import { z } from 'zod';
import { PaymentMethod } from './payment-method.ts';

/**
 * What went wrong, as Stripe keeps it on objects.
 * @see https://docs.stripe.com/api/errors
 */
export const Failure = z.looseObject({
  type: z.string(),
  advice_code: z.string().nullish().meta({ description: 'What to do, for example try_again_later' }),
  charge: z.string().nullish(),
  code: z.string().nullish().meta({ description: 'For example card_declined' }),
  decline_code: z.string().nullish().meta({ description: 'What the bank said, for example insufficient_funds' }),
  doc_url: z.string().nullish(),
  message: z.string().nullish(),
  network_advice_code: z.string().nullish(),
  network_decline_code: z.string().nullish(),
  param: z.string().nullish(),
  payment_intent: z.looseObject({ id: z.string() }).nullish(),
  payment_method: PaymentMethod.nullish(),
  payment_method_type: z.string().nullish(),
  request_log_url: z.string().nullish(),
  setup_intent: z.looseObject({ id: z.string() }).nullish(),
  source: z.looseObject({ id: z.string().optional() }).nullish(),
});
