import { z } from 'zod';
import { RestId } from './rest-id.ts';

const text = z.string().nullish();

/** An address in a webhook. */
export const RestAddress = z.looseObject({
  id: RestId.optional(),
  name: text,
  first_name: text,
  last_name: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  province: text,
  province_code: text,
  country: text,
  country_code: text,
  phone: text,
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
});
