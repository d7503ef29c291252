import { z } from 'zod';

const TeamSummary = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  privacy: z.string().optional(),
  notification_setting: z.string().optional(),
  permission: z.string(),
  url: z.string(),
  html_url: z.string(),
  members_url: z.string(),
  repositories_url: z.string(),
  type: z.string().optional().meta({ description: 'enterprise or organization' }),
  organization_id: z.int().optional(),
  enterprise_id: z.int().optional(),
  ldap_dn: z.string().optional(),
});

export const Team = TeamSummary.extend({
  permissions: z
    .looseObject({ admin: z.boolean(), maintain: z.boolean(), push: z.boolean(), triage: z.boolean(), pull: z.boolean() })
    .optional(),
  access_source: z.string().optional().meta({ description: 'direct, organization or enterprise' }),
  parent: TeamSummary.nullish(),
});
