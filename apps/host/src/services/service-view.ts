import { z } from 'zod';
import { ContractChange } from './contract-changes.ts';

export const ServiceView = z
  .strictObject({
    id: z.string().meta({ description: 'Fingerprint of its key' }),
    name: z.string(),
    title: z.string(),
    status: z.enum(['pending', 'online', 'offline']).meta({ description: 'pending: somebody has to approve it' }),
    code: z.string().optional().meta({ description: 'While it is pending: the service has to show the same' }),
    instances: z.int().meta({ description: 'Connected at this moment' }),
    sdk: z.string().meta({ description: 'Version of its SDK' }),
    contract: z.string().meta({ description: 'Hash of what it offers' }),
    actions: z.array(z.string()).meta({ description: 'Ids of the actions that it offers' }),
    hidden: z.array(z.string()).optional().meta({ description: 'Applications whose names are taken by something else' }),
    seenAt: z.iso.datetime().optional().meta({ description: 'When it was connected last' }),
    approvedBy: z.string().optional(),
    approvedAt: z.iso.datetime().optional(),
    changes: z
      .array(
        ContractChange.extend({ processes: z.array(z.string()).meta({ description: 'Names of those that use the action' }) }),
      )
      .optional()
      .meta({ description: 'What its last change of contract changed' }),
  })
  .meta({ title: 'Service' });
export type ServiceView = z.infer<typeof ServiceView>;

export const ServiceAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type ServiceAddress = z.infer<typeof ServiceAddress>;

export const Approval = z
  .strictObject({ code: z.string().max(20).meta({ description: 'That the service shows' }) })
  .meta({ title: 'Approval' });
export type Approval = z.infer<typeof Approval>;
