import { z } from 'zod';

const stage = {
  id: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean(),
  archivedAt: z.string().optional(),
};

/** The stages that deals or tickets pass through. */
export const Pipeline = z.looseObject({
  ...stage,
  stages: z.array(
    z.looseObject({
      ...stage,
      metadata: z.record(z.string(), z.string()).meta({ description: 'For example probability, or whether the stage is closed' }),
      writePermissions: z.string().optional().meta({ description: 'CRM_PERMISSIONS_ENFORCEMENT, INTERNAL_ONLY or READ_ONLY' }),
    }),
  ),
});

/** Whose pipelines. */
export const objectType = z
  .string()
  .min(1)
  .meta({ title: 'Object type', description: 'deals, tickets, or another kind that has pipelines' });
