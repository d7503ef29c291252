import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { EgressGuard } from '@mortise/sdk';
import { linkTransport } from '@mortise/service/link';
import { z } from 'zod';
import { defaultTenant } from '../security/identity.ts';
import type { KeyManagement } from '../security/key-management.ts';
import { ConfigurationError } from './configuration-error.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const days = z.coerce.number().min(0).max(36_500);
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const Environment = z.object({
  MORTISE_PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  MORTISE_HOST: z.string().min(1).default('127.0.0.1'),
  MORTISE_BEHIND_PROXY: flag.default(false),
  MORTISE_PUBLIC_URL: origin.optional(),
  MORTISE_DATA_DIR: z.string().min(1).default('.mortise'),
  MORTISE_DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'must start with postgres://' }).optional(),
  MORTISE_MASTER_KEY: z.string().optional(),
  MORTISE_MASTER_KEY_FILE: z.string().optional(),
  MORTISE_PREVIOUS_MASTER_KEYS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((key) => key.trim() || [])),
  MORTISE_ADMIN_TOKEN: z.string().min(24, 'must have at least 24 characters').optional(),
  MORTISE_PROJECT_DIR: z.string().min(1).default('.'),
  MORTISE_RUNNER: z.enum(['process', 'inline']).default('process'),
  MORTISE_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || [])),
  MORTISE_BROKER_URL: z.string().optional(),
  MORTISE_SERVICES_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  MORTISE_DEVELOPMENT: flag.default(false),
  MORTISE_KEEP_RUNS_DAYS: days.default(30),
  MORTISE_KEEP_FAILED_DAYS: days.default(90),
  MORTISE_MESSAGES_AT_ONCE: z.coerce.number().int().min(1).max(10_000).default(64),
  MORTISE_MOST_WAITING: z.coerce.number().int().min(1).max(100_000_000).default(100_000),
  MORTISE_KEEP_RUNS: z.coerce.number().int().min(1).max(100_000_000).default(100_000),
  MORTISE_ORCHESTY_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  MORTISE_ORCHESTY_TENANT: z.string().min(1).default(defaultTenant),
  MORTISE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** How a host is to run. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly behindProxy: boolean;
  /** Origin under which browsers and services reach the host. */
  readonly publicUrl: string | undefined;
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly masterKey: string | undefined;
  /** Holds the master key instead. */
  readonly masterKeyFile: string | undefined;
  /** Keys that the secrets may still be sealed under, or soon will be. */
  readonly previousMasterKeys: readonly string[];
  /** Keeps the master key outside of the host, instead of all three. */
  readonly keyManagement?: KeyManagement | undefined;
  readonly adminToken: string | undefined;
  readonly projectDirectory: string;
  readonly runner: 'process' | 'inline';
  readonly egressAllow: readonly string[];
  /** The broker over which services are reached; absent for TCP on this machine. */
  readonly brokerUrl?: string | undefined;
  /** Where services on this machine connect to while there is no broker; ten above the port by default. */
  readonly servicesPort: number;
  /** Services of this machine need no approval. */
  readonly development: boolean;
  /** How long runs are kept after their end, and those with failed messages. */
  readonly keepRunsDays: number;
  readonly keepFailedDays: number;
  /** How many messages this host works on at once; a single tenant has three quarters of them at most. */
  readonly messagesAtOnce: number;
  /** No runs of a tenant begin while so many of its messages wait. */
  readonly mostWaiting: number;
  /** How many runs of a tenant are kept. */
  readonly keepRuns: number;
  /** Where an Orchesty platform on this machine may drive the actions; absent for nowhere. */
  readonly orchestyPort: number | undefined;
  /** Id or name of the tenant that it acts for. */
  readonly orchestyTenant: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the environment; what `overrides` names wins. Throws a ConfigurationError that names the variable. */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  overrides: Partial<Configuration> = {},
): Configuration {
  const filledIn = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = Environment.safeParse(filledIn);
  if (!data) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
    throw new ConfigurationError(`${problems.join(' ')} Correct the environment and start again.`);
  }
  const { port } = overrides;
  const configuration = {
    ...fromEnvironment(data),
    ...(port !== undefined && data.MORTISE_SERVICES_PORT === undefined && { servicesPort: servicesPortOf(port) }),
    ...overrides,
  };
  checkAddress(configuration);
  checkEgress(configuration.egressAllow);
  checkBroker(configuration.brokerUrl);
  return {
    ...configuration,
    dataDirectory: resolve(configuration.dataDirectory),
    projectDirectory: resolve(configuration.projectDirectory),
  };
}

/** What asks Nest for the {@link Configuration}. */
export const configurationToken = Symbol('configuration');

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function fromEnvironment(variables: z.output<typeof Environment>): Configuration {
  return {
    port: variables.MORTISE_PORT,
    host: variables.MORTISE_HOST,
    behindProxy: variables.MORTISE_BEHIND_PROXY,
    publicUrl: variables.MORTISE_PUBLIC_URL,
    dataDirectory: variables.MORTISE_DATA_DIR,
    databaseUrl: variables.MORTISE_DATABASE_URL,
    masterKey: variables.MORTISE_MASTER_KEY,
    masterKeyFile: variables.MORTISE_MASTER_KEY_FILE,
    previousMasterKeys: variables.MORTISE_PREVIOUS_MASTER_KEYS,
    adminToken: variables.MORTISE_ADMIN_TOKEN,
    projectDirectory: variables.MORTISE_PROJECT_DIR,
    runner: variables.MORTISE_RUNNER,
    egressAllow: variables.MORTISE_EGRESS_ALLOW,
    brokerUrl: variables.MORTISE_BROKER_URL,
    servicesPort: variables.MORTISE_SERVICES_PORT ?? servicesPortOf(variables.MORTISE_PORT),
    development: variables.MORTISE_DEVELOPMENT,
    keepRunsDays: variables.MORTISE_KEEP_RUNS_DAYS,
    keepFailedDays: variables.MORTISE_KEEP_FAILED_DAYS,
    messagesAtOnce: variables.MORTISE_MESSAGES_AT_ONCE,
    mostWaiting: variables.MORTISE_MOST_WAITING,
    keepRuns: variables.MORTISE_KEEP_RUNS,
    orchestyPort: variables.MORTISE_ORCHESTY_PORT,
    orchestyTenant: variables.MORTISE_ORCHESTY_TENANT,
    logLevel: variables.MORTISE_LOG_LEVEL,
  };
}

/** Beside the port of the host, so that two hosts on one machine do not meet; any free one where the host takes any. */
function servicesPortOf(port: number): number {
  return port === 0 ? 0 : Math.min(port + 10, 65_535);
}

function checkAddress({ host, behindProxy, publicUrl }: Configuration): void {
  if (behindProxy && publicUrl === undefined) {
    throw new ConfigurationError(
      'MORTISE_PUBLIC_URL is needed with MORTISE_BEHIND_PROXY=true: name the address that the proxy serves.',
    );
  }
  if (behindProxy && publicUrl !== undefined && !isSafeOrigin(publicUrl)) {
    throw new ConfigurationError(
      `MORTISE_PUBLIC_URL: ${publicUrl} is plain HTTP, so tokens and sessions could be read on their way. Have the proxy speak TLS, and name its https address.`,
    );
  }
  if (!isLoopback(host) && !behindProxy) {
    throw new ConfigurationError(
      `MORTISE_HOST: ${host} can be reached from other machines, and this host speaks plain HTTP. Put a TLS proxy in front and set MORTISE_BEHIND_PROXY=true, or use 127.0.0.1.`,
    );
  }
}

function isSafeOrigin(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname);
}

function checkEgress(allow: readonly string[]): void {
  try {
    new EgressGuard(allow);
  } catch (cause) {
    throw new ConfigurationError(`MORTISE_EGRESS_ALLOW: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function checkBroker(brokerUrl: string | undefined): void {
  if (brokerUrl === undefined) return;
  try {
    if (linkTransport(brokerUrl).kind !== 'tcp') return;
  } catch (cause) {
    throw new ConfigurationError(`MORTISE_BROKER_URL: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  throw new ConfigurationError(
    'MORTISE_BROKER_URL: tcp: is no broker. Leave it out; MORTISE_SERVICES_PORT is where services connect.',
  );
}
