import { z } from 'zod';

const PastValue = z.looseObject({
  value: z.string(),
  timestamp: z.string(),
  sourceType: z.string(),
  sourceId: z.string().optional(),
  sourceLabel: z.string().optional(),
  updatedByUserId: z.int().optional(),
});

/** A record of the CRM with its properties, whatever kind it is. */
export function crmObject<Properties extends z.ZodObject>(properties: Properties) {
  return z.looseObject({
    id: z.string().meta({ title: 'Id' }),
    properties: properties.meta({ title: 'Properties', description: 'Values by internal name; numbers and dates are text too' }),
    propertiesWithHistory: z.record(z.string(), z.array(PastValue)).optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
    archived: z.boolean(),
    archivedAt: z.string().optional(),
    url: z.string().optional().meta({ description: 'Where the record is shown in HubSpot' }),
    objectWriteTraceId: z.string().optional(),
  });
}

/** A property as HubSpot gives it: text, or null where it is empty. */
export function property(description: string) {
  return z.string().nullable().optional().meta({ description });
}
