import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CustomAction, type InputOf } from '@mortise/sdk';
import { mortise, type Service, type ServiceOptions, type ServiceState } from '@mortise/service';
import { expect, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { TestHost } from '../host.test-kit.ts';
import { defaultTenant } from '../security/identity.ts';
import { ServiceStore } from './service-store.ts';

export class ReserveStock extends CustomAction {
  readonly name = 'reserve-stock';
  readonly title = 'Reserve stock';
  readonly input = z.object({ sku: z.string(), amount: z.int().positive().default(1) });
  readonly output = z.object({ reserved: z.int(), sku: z.string() });

  execute({ sku, amount }: InputOf<ReserveStock>) {
    return { reserved: amount, sku };
  }
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-service-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export type TestService = Awaited<ReturnType<typeof startService>>;

/** A service in this process that ends with the test. */
export async function startService(url: string, options: Partial<ServiceOptions> = {}) {
  const states: ServiceState[] = [];
  const keyFile = options.keyFile ?? join(await temporaryFolder(), 'key.json');
  const service: Service = mortise({
    name: 'shop',
    actions: [ReserveStock],
    url,
    keyFile,
    onState: (state) => void states.push(state),
    ...options,
  });
  await service.start();
  onTestFinished(() => service.stop());
  const until = (state: ServiceState['state'], timeout = 10_000) =>
    vi.waitFor(() => expect(service.state.state).toBe(state), { timeout, interval: 10 });
  return { service, states, until, keyFile };
}

/** What the host knows of its services. */
export async function servicesOf({ ask }: Pick<TestHost, 'ask'>) {
  const View = z.looseObject({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    code: z.string().optional(),
    instances: z.int(),
    actions: z.array(z.string()),
  });
  return z.array(View).parse((await ask('GET', '/api/services')).body);
}

/** Waits until somebody has to approve a service, and does so. */
export async function approve(
  host: Pick<TestHost, 'ask'>,
  { service, until }: Pick<TestService, 'service' | 'until'>,
): Promise<string> {
  await until('pending');
  const code = service.state.state === 'pending' ? service.state.code : '';
  const waiting = (await servicesOf(host)).find((each) => each.code === code);
  if (!waiting) throw new Error('The host does not show the code of the service.');
  expect((await host.ask('POST', `/api/services/${waiting.id}/approve`, { body: { code } })).status).toBe(200);
  await until('online');
  return waiting.id;
}

/** A service that was approved once and is not there, whose name holds a mark. Returns its id. */
export async function storeService({ app }: Pick<TestHost, 'app'>, mark: string): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const now = new Date().toISOString();
  await app.get(ServiceStore, { strict: false }).insert({
    tenant: defaultTenant,
    id,
    name: `shop-${mark}`,
    public_key: 'none',
    offers: '[]',
    grants: '[]',
    changes: null,
    past: null,
    sdk: '1.0.0',
    approved_by: 'administrator',
    approved_at: now,
    seen_at: now,
  });
  return id;
}
