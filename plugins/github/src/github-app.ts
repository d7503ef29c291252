import { z } from 'zod';
import { Enterprise } from './enterprise.ts';
import { User } from './user.ts';

/** A GitHub App, where it did something for somebody. */
export const GitHubApp = z.looseObject({
  id: z.int(),
  slug: z.string().optional(),
  node_id: z.string(),
  client_id: z.string().optional(),
  owner: z.union([User, Enterprise]).nullable(),
  name: z.string(),
  description: z.string().nullable(),
  external_url: z.string().nullable(),
  html_url: z.string(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
  permissions: z.record(z.string(), z.string()).optional(),
  events: z.array(z.string()).optional(),
  installations_count: z.int().optional(),
});
