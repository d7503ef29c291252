import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';
import { redirectUriMeaning } from './redirect-uri.ts';

const longestSecret = 10_000;

/** What is left out stays for the same client id; a secret of `null` says that the client has none. */
export const ClientBody = z.strictObject({
  clientId: z.string().trim().min(1).max(1000).regex(storableText, 'must not hold control characters'),
  clientSecret: z.string().min(1).max(longestSecret).nullable().optional(),
  values: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'The settings that decide the hosts; left out, those of the first connection that an admin makes' }),
});
export type ClientBody = z.infer<typeof ClientBody>;

export const ClientView = z
  .strictObject({
    clientId: z.string(),
    clientSecret: z.strictObject({ set: z.boolean() }),
    values: z.record(z.string(), z.unknown()).optional().meta({ description: 'The settings that it is used with' }),
    redirectUri: z.string().meta({ description: redirectUriMeaning }),
    updatedAt: z.iso.datetime(),
  })
  .meta({ title: 'OAuth client of an application' });
export type ClientView = z.infer<typeof ClientView>;
