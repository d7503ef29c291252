import { z } from 'zod';

/** Further properties of a record that is written. */
export const properties = z.record(z.string(), z.string()).optional().meta({
  title: 'More properties',
  description: 'Values by internal name; an empty text clears a property',
});

/** Who made a kind of link. */
export const associationCategory = z.enum(['HUBSPOT_DEFINED', 'INTEGRATOR_DEFINED', 'USER_DEFINED', 'WORK']);

/** Links that a new record gets at once. */
export const associations = z
  .array(
    z.object({
      to: z.object({ id: z.string().min(1).meta({ description: 'Id of the other record' }) }),
      types: z.array(
        z.object({
          associationCategory,
          associationTypeId: z.int().meta({ description: 'For example 3 from a deal to a contact, 202 from a note to one' }),
        }),
      ),
    }),
  )
  .default([])
  .meta({ title: 'Associations', description: 'Records that the new one is linked to' });

/** A text property that may be left out. */
export function textProperty(title: string, description?: string) {
  return z
    .string()
    .optional()
    .meta({ title, ...(description !== undefined && { description }) });
}

/** When something happens or is due. */
export const timestamp = z.string().min(1).meta({ title: 'Time', description: 'ISO 8601 in UTC, or milliseconds since 1970' });
