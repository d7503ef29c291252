import { del, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, subscription } from '../fields.ts';
import { Subscription } from '../subscription.ts';

/** @see https://docs.stripe.com/api/subscriptions/cancel */
export class CancelSubscription extends RestConnector {
  readonly name = 'cancel-subscription';
  readonly title = 'Cancel a subscription';
  override readonly description = 'At once and for good, whatever is paid already.';
  readonly input = z.object({
    subscription,
    invoice_now: z.boolean().optional().meta({ description: 'Whether a last invoice is made for what is not billed yet' }),
    prorate: z.boolean().optional().meta({ description: 'Whether unused time is credited' }),
    cancellation_details: z
      .object({
        comment: z.string().optional(),
        feedback_option: z.string().optional().meta({ description: 'Id of an answer that you offer yourself' }),
        feedback: z
          .enum([
            'customer_service',
            'low_quality',
            'missing_features',
            'other',
            'switched_service',
            'too_complex',
            'too_expensive',
            'unused',
          ])
          .optional(),
      })
      .optional()
      .meta({ description: 'Why it is cancelled' }),
    expand,
  });
  readonly output = Subscription;

  request({ subscription, ...form }: InputOf<CancelSubscription>) {
    return del(path`/subscriptions/${subscription}`, { form: nested(form) });
  }
}
