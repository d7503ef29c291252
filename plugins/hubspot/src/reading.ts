import { z } from 'zod';

const names = z.array(z.string().min(1)).optional();

const list = {
  properties: names.meta({ title: 'Properties', description: 'Internal names; without them HubSpot gives a few' }),
  propertiesWithHistory: names.meta({ title: 'With history', description: 'Properties to give with their earlier values' }),
  associations: names.meta({
    title: 'Associations',
    description: 'Kinds of linked records whose ids are given, for example companies',
  }),
  archived: z.boolean().optional().meta({ title: 'Archived', description: 'Only records that are archived; false by default' }),
};

/** How a record may be named by another property than its id. */
export const idProperty = z.string().min(1).optional().meta({
  title: 'Id property',
  description: 'A property with unique values that the id is a value of, instead of the id of the record',
});

/** What can be asked of one record. */
export const reading = { ...list, idProperty };

/** What can be asked of a list of records. */
export const listing = {
  ...list,
  limit: z.int().min(1).max(100).default(100).meta({ title: 'Page size', description: 'At most 100; 50 with history' }),
};

interface Names {
  readonly properties?: readonly string[] | undefined;
  readonly propertiesWithHistory?: readonly string[] | undefined;
  readonly associations?: readonly string[] | undefined;
}

/** A query in which names are separated by commas. */
export function readingQuery<Input extends Names>({ properties, propertiesWithHistory, associations, ...query }: Input) {
  return {
    ...query,
    properties: properties?.join(','),
    propertiesWithHistory: propertiesWithHistory?.join(','),
    associations: associations?.join(','),
  };
}
