import { z } from 'zod';

const picture = z
  .looseObject({
    type: z.enum(['file', 'url']),
    file: z.string().optional().meta({ description: 'Id of a file at Stripe (file_…)' }),
    url: z.string().optional(),
  })
  .optional();

const asksName = z
  .looseObject({ enabled: z.boolean(), optional: z.boolean().optional().meta({ description: 'Whether it may be left empty' }) })
  .optional();

const text = z.looseObject({ message: z.string().max(1200) }).optional();

const length = { minimum_length: z.int().optional(), maximum_length: z.int().optional() };

const Question = z.looseObject({
  key: z.string().max(200).meta({ description: 'Own name of the question' }),
  label: z.looseObject({ type: z.literal('custom'), custom: z.string().max(50) }),
  type: z.enum(['dropdown', 'numeric', 'text']),
  optional: z.boolean().optional(),
  dropdown: z
    .looseObject({
      options: z.array(z.looseObject({ label: z.string(), value: z.string() })).max(200),
      default_value: z.string().optional(),
    })
    .optional(),
  numeric: z.looseObject({ ...length, default_value: z.string().optional() }).optional(),
  text: z.looseObject({ ...length, default_value: z.string().optional() }).optional(),
});

/** How a checkout page looks and what else it asks. */
export const checkoutPageFields = {
  branding_settings: z
    .looseObject({
      background_color: z.string().optional().meta({ description: 'For example #ffffff' }),
      border_style: z.enum(['pill', 'rectangular', 'rounded']).optional(),
      button_color: z.string().optional(),
      display_name: z.string().optional().meta({ description: 'Name of the shop' }),
      font_family: z.string().optional(),
      icon: picture,
      logo: picture,
    })
    .optional()
    .meta({ description: 'Look of this page, in place of that of the account' }),
  consent_collection: z
    .looseObject({
      payment_method_reuse_agreement: z.looseObject({ position: z.enum(['auto', 'hidden']) }).optional(),
      promotions: z.enum(['auto', 'none']).optional(),
      terms_of_service: z.enum(['none', 'required']).optional(),
    })
    .optional()
    .meta({ description: 'What the payer agrees to' }),
  custom_fields: z.array(Question).max(3).optional().meta({ description: 'Up to three questions' }),
  custom_text: z
    .looseObject({ after_submit: text, shipping_address: text, submit: text, terms_of_service_acceptance: text })
    .optional()
    .meta({ description: 'Own words beside parts of the page' }),
  name_collection: z.looseObject({ business: asksName, individual: asksName }).optional().meta({ description: 'Asks for names' }),
  permissions: z
    .looseObject({ update_shipping_details: z.enum(['client_only', 'server_only']).optional() })
    .optional()
    .meta({ description: 'Who may change the shipping while the page is open' }),
  wallet_options: z
    .looseObject({ link: z.looseObject({ display: z.enum(['auto', 'never']).optional() }).optional() })
    .optional()
    .meta({ description: 'Which wallets are shown' }),
  origin_context: z
    .enum(['mobile_app', 'web'])
    .optional()
    .meta({ description: 'Where the payer comes from; web where it is absent' }),
  saved_payment_method_options: z
    .looseObject({
      allow_redisplay_filters: z.array(z.enum(['always', 'limited', 'unspecified'])).optional(),
      payment_method_remove: z.enum(['disabled', 'enabled']).optional(),
      payment_method_save: z.enum(['disabled', 'enabled']).optional(),
    })
    .optional()
    .meta({ description: 'Which saved payment methods are shown, and whether new ones are kept' }),
};
