import type { Manifest } from '@mortise/sdk/manifest';
import { contractHash, type Introducing } from '@mortise/service/link';
import { z } from 'zod';
import { ContractChange } from './contract-changes.ts';
import { applicationsOf, offersOf } from './service-offers.ts';
import type { ServiceSession } from './service-session.ts';
import type { ServiceRow } from './service-store.ts';

export const ServiceView = z
  .strictObject({
    id: z.string().meta({ description: 'Fingerprint of its key' }),
    name: z.string(),
    title: z.string(),
    status: z.enum(['pending', 'online', 'offline']).meta({ description: 'pending: somebody has to approve it' }),
    code: z
      .string()
      .optional()
      .meta({ description: 'While it, or a version of it beside those online, waits: it has to show the same' }),
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
      .meta({
        description: 'What its last change of contract changed, and what else breaks processes that were published before',
      }),
  })
  .meta({ title: 'Service' });
export type ServiceView = z.infer<typeof ServiceView>;

export const ServiceAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type ServiceAddress = z.infer<typeof ServiceAddress>;

export const Approval = z
  .strictObject({ code: z.string().max(20).meta({ description: 'That the service shows' }) })
  .meta({ title: 'Approval' });
export type Approval = z.infer<typeof Approval>;

/** What the row of a service does not say of it. */
interface Circumstances {
  /** How many are connected at this moment. */
  readonly instances: number;
  /** Of an instance that waits. */
  readonly code: string | undefined;
  readonly isOffered: (application: string) => boolean;
  readonly changes: ServiceView['changes'];
}

export function toApprovedView(row: ServiceRow, { instances, code, isOffered, changes }: Circumstances): ServiceView {
  const offers = offersOf(row);
  const hidden = applicationsOf(offers).filter((name) => !isOffered(name));
  return {
    id: row.id,
    name: row.name,
    title: titleOf(row.name, offers),
    status: instances > 0 ? 'online' : code === undefined ? 'offline' : 'pending',
    ...(code !== undefined && { code }),
    instances,
    sdk: row.sdk,
    contract: contractHash(offers),
    actions: actionIds(offers),
    ...(hidden.length > 0 && { hidden }),
    seenAt: instances > 0 ? new Date().toISOString() : row.seen_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    ...(changes && { changes }),
  };
}

export function toPendingView({ id, code }: ServiceSession, { name, sdk, offers }: Introducing): ServiceView {
  const contract = contractHash(offers);
  const title = titleOf(name, offers);
  return { id, name, title, status: 'pending', code, instances: 0, sdk, contract, actions: actionIds(offers) };
}

function titleOf(name: string, offers: readonly Manifest[]): string {
  return offers[0]?.application.title ?? name;
}

function actionIds(offers: readonly Manifest[]): string[] {
  return offers.flatMap(({ application, actions }) => actions.map(({ name }) => `${application.name}.${name}`));
}
