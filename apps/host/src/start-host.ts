import type { IncomingMessage, ServerResponse } from 'node:http';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { type Configuration, readConfiguration } from './configuration/configuration.ts';
import { ConfigurationError } from './configuration/configuration-error.ts';
import { ErrorFilter } from './errors/error-filter.ts';
import { Readiness } from './health/readiness.ts';
import { hostModule } from './host.module.ts';
import { closeServer } from './http/close-server.ts';
import { httpServer } from './http/http-server.ts';
import { SchemaPipe } from './http/schema-pipe.ts';
import { NestLog } from './observability/nest-log.ts';
import { openFoundation } from './open-foundation.ts';
import { type OrchestyWorker, openOrchestyWorker } from './orchesty/open-worker.ts';
import { Gate } from './security/gate.ts';
import { ServiceLink } from './services/service-link.ts';
import { SignInLinks } from './sessions/sign-in-links.ts';
import { hostVersion } from './versions.ts';

/** What differs from the environment. Everything may be left out. */
export interface HostOptions extends Partial<Configuration> {
  /** Read instead of the process's own environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Takes the log, one line at a time, instead of the standard output. */
  readonly logTo?: DestinationStream;
}

/** A running host. */
export interface Host extends AsyncDisposable {
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  /** Where an Orchesty platform reaches it as a worker; absent where that is not configured. */
  readonly orchestyUrl: string | undefined;
  readonly adminToken: string;
  /** Where services connect to, as their `url`. */
  readonly servicesUrl: string;
  /** Makes a link that signs the administrator in, once, in the browser that opens it within half an hour. */
  signInLink(): string;
  /** Lets readiness fail, so that no new requests are sent here. */
  drain(): void;
  /** Drains, lets accepted calls finish, and frees everything. Calls that take longer than `graceMs`, 25,000 by default, are cut off. */
  close(graceMs?: number): Promise<void>;
}

/** Starts a host. Throws a ConfigurationError where it cannot run with these settings. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const { host } = await openHost(options);
  return host;
}

/** The same with the Nest application, for tests that look inside. */
export async function openHost({ environment = process.env, logTo, ...overrides }: HostOptions) {
  const configuration = readConfiguration(environment, overrides);
  const foundation = await openFoundation(configuration, logTo);
  const { log, metrics, identities } = foundation;
  try {
    const errors = new ErrorFilter(log);
    const server = httpServer(new Gate(configuration, identities), errors, log, metrics);
    const app = await NestFactory.create<NestFastifyApplication>(hostModule(foundation), server, {
      bodyParser: false,
      abortOnError: false,
      logger: new NestLog(log),
    });
    app.useGlobalFilters(errors);
    app.useGlobalPipes(new SchemaPipe());
    const url = await listen(app, configuration);
    log.info('host started', { url, version: hostVersion, startMs: Math.round(performance.now()) });
    const worker = await openOrchestyWorker(app, foundation, url).catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
    return { app, host: hostOf(app, foundation, url, worker) };
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

function hostOf(
  app: NestFastifyApplication,
  { log, adminToken, configuration, close }: Awaited<ReturnType<typeof openFoundation>>,
  url: string,
  worker: OrchestyWorker | undefined,
): Host {
  let closing: Promise<void> | undefined;
  let isDraining = false;
  function drain(): void {
    if (isDraining) return;
    isDraining = true;
    app.get(Readiness, { strict: false }).drain();
    // Clients let go of their connections before the server stops listening: none of them has a request cut off on its way.
    app.getHttpServer().prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      response.setHeader('connection', 'close');
    });
  }
  async function closeOnce(graceMs: number): Promise<void> {
    drain();
    await Promise.all([worker?.close(graceMs), closeServer(app, graceMs)]);
    log.info('host stopped');
    await close();
  }
  return {
    url,
    orchestyUrl: worker?.url,
    adminToken,
    servicesUrl: app.get(ServiceLink, { strict: false }).url,
    signInLink: () => `${configuration.publicUrl ?? url}${app.get(SignInLinks, { strict: false }).create()}`,
    drain,
    close: (graceMs = 25_000) => {
      closing ??= closeOnce(graceMs);
      return closing;
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}

/** Gives the URL. Asks Fastify itself: Nest would log the error that is thrown here as a fault of the host. */
async function listen(app: NestFastifyApplication, { port, host }: Configuration): Promise<string> {
  await app.init();
  try {
    return await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) throw cause;
    await app.close();
    throw new ConfigurationError(
      `MORTISE_PORT: ${host}:${port} cannot be listened on (${cause.code}). Stop what uses it, or choose another port.`,
      { cause },
    );
  }
}
