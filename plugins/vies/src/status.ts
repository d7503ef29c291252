import { z } from 'zod';

export const Status = z.looseObject({
  vow: z.looseObject({ available: z.boolean() }).meta({ description: 'VIES itself' }),
  countries: z.array(
    z.looseObject({
      countryCode: z.string(),
      availability: z.string().meta({ description: 'Available, Unavailable or Monitoring Disabled' }),
    }),
  ),
});
