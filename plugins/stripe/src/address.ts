import { z } from 'zod';

export const AddressInput = z.object({
  line1: z.string().optional().meta({ description: 'Street, house number or company' }),
  line2: z.string().optional().meta({ description: 'Floor, flat or building' }),
  city: z.string().optional(),
  postal_code: z.string().optional(),
  state: z.string().optional().meta({ description: 'State, county, province or region' }),
  country: z.string().optional().meta({ description: 'Two letters (ISO 3166-1), for example CZ' }),
});

export const CustomerShippingInput = z.object({
  address: AddressInput,
  name: z.string().meta({ description: 'Who receives it' }),
  phone: z.string().optional(),
});

export const ShippingInput = CustomerShippingInput.extend({
  carrier: z.string().optional().meta({ description: 'Who delivers it, for example DHL' }),
  tracking_number: z.string().optional().meta({ description: 'Several are separated by commas' }),
});

export const Address = z.looseObject({
  line1: z.string().nullish(),
  line2: z.string().nullish(),
  city: z.string().nullish(),
  postal_code: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish().meta({ description: 'Two letters (ISO 3166-1)' }),
});

export const Shipping = z.looseObject({
  address: Address.nullish(),
  name: z.string().nullish(),
  phone: z.string().nullish(),
  carrier: z.string().nullish(),
  tracking_number: z.string().nullish(),
});
