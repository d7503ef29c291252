import { z } from 'zod';
import { areas } from '../security/areas.ts';
import { type Identity, roles } from '../security/identity.ts';

/** Who the host takes the caller for. */
export const SessionView = z
  .strictObject({
    tenant: z.string(),
    role: z.enum(roles),
    actor: z.string(),
    isOperator: z.boolean(),
    scopes: z.array(z.enum(areas)).optional(),
    expiresAt: z.iso.datetime().optional(),
    csrfToken: z.string().optional().meta({ description: 'In a browser, what changes have to carry as x-mortise-csrf' }),
  })
  .meta({ title: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const SessionStart = z.strictObject({ token: z.string().min(1).max(500) });
export type SessionStart = z.infer<typeof SessionStart>;

export const SignInAddress = z.strictObject({ ticket: z.string().min(1).max(100) });
export type SignInAddress = z.infer<typeof SignInAddress>;

export function toSessionView({ tenant, role, actor, isOperator, scopes, expiresAt }: Identity, csrfToken?: string): SessionView {
  return {
    tenant,
    role,
    actor,
    isOperator,
    ...(scopes && { scopes: [...scopes] }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(csrfToken !== undefined && { csrfToken }),
  };
}
