import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { Foundation } from '../foundation.ts';
import { Readiness } from '../health/readiness.ts';
import { closeServer } from '../http/close-server.ts';
import { SchemaPipe } from '../http/schema-pipe.ts';
import { NestLog } from '../observability/nest-log.ts';
import { TenantStore } from '../tenants/tenant-store.ts';
import { orchestyModule } from './orchesty.module.ts';
import { WorkerDoor } from './worker-door.ts';
import { WorkerErrorFilter } from './worker-error-filter.ts';
import { WorkerIdentity } from './worker-identity.ts';
import { workerServer } from './worker-server.ts';

/** Nothing in the protocol says who asks, so nobody but this machine may. */
const loopback = '127.0.0.1';

/** The worker of an Orchesty platform beside a running host. */
export interface OrchestyWorker {
  /** What the platform is told as the address of this worker. */
  readonly url: string;
  /** Lets calls under way finish. */
  close(graceMs: number): Promise<void>;
}

/** Opens the worker where its port is configured. Throws a ConfigurationError. */
export async function openOrchestyWorker(
  host: NestFastifyApplication,
  { configuration, log, metrics }: Pick<Foundation, 'configuration' | 'log' | 'metrics'>,
  hostUrl: string,
): Promise<OrchestyWorker | undefined> {
  const { orchestyPort: port, orchestyTenant, publicUrl } = configuration;
  if (port === undefined) return undefined;
  const tenants = host.get(TenantStore, { strict: false });
  const tenant = (await tenants.find(orchestyTenant)) ?? (await tenants.findByName(orchestyTenant));
  if (!tenant)
    throw new ConfigurationError(
      `MORTISE_ORCHESTY_TENANT: there is no tenant "${orchestyTenant}". Name one by its id or its name.`,
    );
  const worker = new WorkerIdentity(tenant.id, publicUrl ?? hostUrl);
  const errors = new WorkerErrorFilter(log);
  const door = new WorkerDoor(host.get(Readiness, { strict: false }), tenants, worker);
  const app = await NestFactory.create<NestFastifyApplication>(
    orchestyModule(host, worker),
    workerServer(door, errors, log, metrics),
    { bodyParser: false, abortOnError: false, logger: new NestLog(log) },
  );
  app.useGlobalFilters(errors);
  app.useGlobalPipes(new SchemaPipe());
  const url = await listen(app, port);
  log.info('worker for Orchesty started', { url, tenant: tenant.id });
  return { url, close: (graceMs) => closeServer(app, graceMs) };
}

async function listen(app: NestFastifyApplication, port: number): Promise<string> {
  await app.init();
  try {
    return await app.getHttpAdapter().getInstance().listen({ port, host: loopback });
  } catch (cause) {
    await app.close();
    if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) throw cause;
    throw new ConfigurationError(
      `MORTISE_ORCHESTY_PORT: ${loopback}:${port} cannot be listened on (${cause.code}). Stop what uses it, or choose another port.`,
      { cause },
    );
  }
}
