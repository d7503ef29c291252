import { z } from 'zod';

export const Label = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  url: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  color: z.string().meta({ description: 'Six hexadecimal digits without a #' }),
  default: z.boolean(),
});
