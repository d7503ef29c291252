import { z } from 'zod';
import { User } from './user.ts';

export const Milestone = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  number: z.int(),
  url: z.string(),
  html_url: z.string(),
  labels_url: z.string(),
  state: z.string().meta({ description: 'open or closed' }),
  title: z.string(),
  description: z.string().nullable(),
  creator: User.nullable(),
  open_issues: z.int(),
  closed_issues: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullable(),
  due_on: z.string().nullable(),
});
