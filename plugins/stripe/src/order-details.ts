import { z } from 'zod';

const code = z.looseObject({ commodity_code: z.string().optional() }).optional();

const Line = z.looseObject({
  product_name: z.string().max(1024),
  product_code: z.string().optional().meta({ description: 'Yours, for example a stock number' }),
  quantity: z.int(),
  unit_cost: z.int().meta({ description: 'Smallest unit' }),
  unit_of_measure: z.string().optional(),
  discount_amount: z.int().optional(),
  tax: z.looseObject({ total_tax_amount: z.int() }).optional(),
  payment_method_options: z
    .looseObject({
      card: code,
      card_present: code,
      klarna: z
        .looseObject({
          image_url: z.string().optional(),
          product_url: z.string().optional(),
          reference: z.string().optional(),
          subscription_reference: z.string().optional(),
        })
        .optional(),
      paypal: z
        .looseObject({
          category: z.enum(['digital_goods', 'donation', 'physical_goods']).optional(),
          description: z.string().optional(),
          sold_by: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});

/** What a payment is for. */
export const orderDetails = {
  amount_details: z
    .looseObject({
      discount_amount: z.int().optional(),
      enforce_arithmetic_validation: z
        .boolean()
        .optional()
        .meta({ description: 'Whether it is refused where the parts do not add up to the amount' }),
      line_items: z.array(Line).max(200).optional(),
      shipping: z
        .looseObject({
          amount: z.int().optional(),
          from_postal_code: z.string().optional(),
          to_postal_code: z.string().optional(),
        })
        .optional(),
      tax: z.looseObject({ total_tax_amount: z.int() }).optional(),
    })
    .optional()
    .meta({ description: 'What the amount is made of, in smallest units' }),
  payment_details: z
    .looseObject({
      customer_reference: z.string().optional().meta({ description: 'How the customer calls the payment' }),
      order_reference: z.string().optional().meta({ description: 'How you call the order' }),
    })
    .optional()
    .meta({ description: 'Numbers that the payment is found by' }),
  hooks: z
    .looseObject({
      inputs: z
        .looseObject({
          tax: z.looseObject({ calculation: z.string().meta({ description: 'Id of a tax calculation (taxcalc_…)' }) }).optional(),
        })
        .optional(),
    })
    .optional()
    .meta({ description: 'What else happens with the payment, for example a tax transaction' }),
};
