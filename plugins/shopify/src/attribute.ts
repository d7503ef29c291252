import { z } from 'zod';

export const attributeFields = 'key value';

/** A detail that the shop or an app has added, shown in the admin. */
export const Attribute = z.looseObject({ key: z.string(), value: z.string().nullable() });

export const AttributeInput = z.object({ key: z.string(), value: z.string() });
