import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';
import { areas } from '../security/areas.ts';
import { roles } from '../security/identity.ts';
import type { AccessTokenRow } from './access-token-store.ts';

const Name = z.string().trim().min(1).max(100).regex(storableText, 'must not hold control characters');
const Role = z.enum(roles);
const Scopes = z.array(z.enum(areas)).min(1).meta({ description: 'The parts of the API it is limited to' });

/** An access token as the API shows it: never the token itself. */
export const AccessTokenView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    role: Role,
    scopes: Scopes.optional(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional(),
    lastUsedAt: z.iso.datetime().optional().meta({ description: 'To the minute' }),
  })
  .meta({ title: 'Access token' });
export type AccessTokenView = z.infer<typeof AccessTokenView>;

export const CreatedAccessToken = AccessTokenView.extend({
  token: z.string().meta({ description: 'Shown this once' }),
}).meta({ title: 'New access token' });
export type CreatedAccessToken = z.infer<typeof CreatedAccessToken>;

export const NewAccessToken = z.strictObject({
  name: Name,
  role: Role,
  scopes: Scopes.optional(),
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .meta({ description: 'In 90 days where it is left out; null for never' }),
});
export type NewAccessToken = z.infer<typeof NewAccessToken>;

export const AccessTokenAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type AccessTokenAddress = z.infer<typeof AccessTokenAddress>;

export function toAccessTokenView(row: AccessTokenRow): AccessTokenView {
  const { id, name, role, scopes, created_by, created_at, expires_at, last_used_at } = row;
  return {
    id,
    name,
    role: Role.parse(role),
    ...(scopes !== null && { scopes: Scopes.parse(JSON.parse(scopes)) }),
    createdBy: created_by,
    createdAt: created_at,
    ...(expires_at !== null && { expiresAt: expires_at }),
    ...(last_used_at !== null && { lastUsedAt: last_used_at }),
  };
}
