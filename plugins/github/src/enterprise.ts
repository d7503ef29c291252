import { z } from 'zod';

export const Enterprise = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string().nullish(),
  html_url: z.string(),
  website_url: z.string().nullish(),
  avatar_url: z.string(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
});
