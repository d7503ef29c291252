import { z } from 'zod';

export const Workflow = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string(),
  path: z.string(),
  state: z.string().meta({ description: 'active, disabled_manually, disabled_inactivity, disabled_fork or deleted' }),
  url: z.string(),
  html_url: z.string(),
  badge_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().optional(),
});
