import { z } from 'zod';
import { CreatedAccessToken } from '../access-tokens/access-token-view.ts';
import { storableText } from '../database/storable-text.ts';
import type { TenantRow } from './tenant-store.ts';

export const TenantView = z
  .strictObject({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() })
  .meta({ title: 'Tenant' });
export type TenantView = z.infer<typeof TenantView>;

export const CreatedTenant = TenantView.extend({
  token: CreatedAccessToken.meta({ description: 'For its first admin' }),
}).meta({ title: 'New tenant' });
export type CreatedTenant = z.infer<typeof CreatedTenant>;

export const NewTenant = z.strictObject({
  name: z.string().trim().min(1).max(100).regex(storableText, 'must not hold control characters'),
});
export type NewTenant = z.infer<typeof NewTenant>;

export const TenantAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type TenantAddress = z.infer<typeof TenantAddress>;

export function toTenantView({ id, name, created_at }: TenantRow): TenantView {
  return { id, name, createdAt: created_at };
}
