import { z } from 'zod';

const Associated = z.looseObject({
  results: z.array(
    z.looseObject({ id: z.string(), type: z.string().meta({ description: 'Kind of link, for example deal_to_contact' }) }),
  ),
  paging: z
    .looseObject({
      next: z.looseObject({ after: z.string(), link: z.string().optional() }).optional(),
      prev: z.looseObject({ before: z.string(), link: z.string().optional() }).optional(),
    })
    .optional()
    .meta({ description: 'Present where there are more links than fit into the answer' }),
});

/** What a record that is read has besides its properties. */
export const associated = {
  associations: z
    .record(z.string(), Associated)
    .optional()
    .meta({ description: 'Linked records by kind, where they were asked for' }),
};
