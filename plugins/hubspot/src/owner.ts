import { z } from 'zod';

/** A person or queue that records can be given to. */
export const Owner = z.looseObject({
  id: z.string(),
  type: z.string().meta({ description: 'PERSON or QUEUE' }),
  email: z.string().nullable().optional(),
  firstName: z.string().nullable().optional(),
  lastName: z.string().nullable().optional(),
  userId: z.int().nullable().optional(),
  userIdIncludingInactive: z.int().nullable().optional(),
  teams: z.array(z.looseObject({ id: z.string(), name: z.string(), primary: z.boolean() })).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean(),
});

/** Which of its ids an owner is named by. */
export const ownerIdProperty = z
  .enum(['id', 'userId'])
  .optional()
  .meta({ title: 'Id property', description: 'Which id is given; id by default' });
