export const customer = {
  id: 'cus_M1',
  object: 'customer',
  address: {
    line1: 'Dlouhá 1',
    line2: null,
    city: 'Praha',
    postal_code: '110 00',
    state: null,
    country: 'CZ',
  },
  balance: 0,
  created: 1769860800,
  currency: 'eur',
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: 'ada@example.com',
  invoice_prefix: 'AB12CD3',
  invoice_settings: {
    custom_fields: null,
    default_payment_method: 'pm_M1',
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: {
    erp: '1042',
  },
  name: 'Ada',
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: ['cs'],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
};

export const deletedCustomer = {
  id: 'cus_M1',
  object: 'customer',
  deleted: true,
};
