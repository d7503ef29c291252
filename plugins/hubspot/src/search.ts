import { z } from 'zod';

const Filter = z.object({
  propertyName: z.string().min(1).meta({ description: 'Internal name' }),
  operator: z.enum([
    'BETWEEN',
    'CONTAINS_TOKEN',
    'EQ',
    'GT',
    'GTE',
    'HAS_PROPERTY',
    'IN',
    'LT',
    'LTE',
    'NEQ',
    'NOT_CONTAINS_TOKEN',
    'NOT_HAS_PROPERTY',
    'NOT_IN',
  ]),
  value: z.string().optional().meta({ description: 'Dates as milliseconds since 1970' }),
  highValue: z.string().optional().meta({ description: 'The upper end, for BETWEEN' }),
  values: z.array(z.string()).optional().meta({ description: 'For IN and NOT_IN; text in lower case' }),
});

const Order = z.object({ propertyName: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() });

/** Where the results begin, until a page tells where the next one does. */
export const firstResult = '0';

/** What a search can ask for. */
export const search = {
  filterGroups: z
    .array(z.object({ filters: z.array(Filter).max(6) }))
    .max(5)
    .refine((groups) => groups.flatMap(({ filters }) => filters).length <= 18, 'One search takes at most 18 filters.')
    .default([])
    .meta({ title: 'Filters', description: 'One group has to hold, with all its filters; at most 6 in a group and 18 together' }),
  query: z.string().max(3000).optional().meta({ title: 'Words', description: 'Looked for in the default text properties' }),
  sorts: z
    .array(z.union([Order, z.string().min(1)]))
    .max(1)
    .default([])
    .meta({ title: 'Order', description: 'By one property; its name alone puts the smallest value first' }),
  properties: z
    .array(z.string().min(1))
    .default([])
    .meta({ title: 'Properties', description: 'Internal names; without them HubSpot gives a few' }),
  limit: z.int().min(1).max(200).default(100).meta({ title: 'Page size', description: 'At most 200' }),
};
