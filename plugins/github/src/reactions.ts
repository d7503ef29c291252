import { z } from 'zod';

/** How often people reacted with which emoji. */
export const Reactions = z.looseObject({
  url: z.string(),
  total_count: z.int(),
  '+1': z.int(),
  '-1': z.int(),
  laugh: z.int(),
  confused: z.int(),
  heart: z.int(),
  hooray: z.int(),
  eyes: z.int(),
  rocket: z.int(),
});
