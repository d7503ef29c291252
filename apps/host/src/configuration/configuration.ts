import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { EgressGuard } from '@mortise/sdk';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const Environment = z.object({
  MORTISE_PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  MORTISE_HOST: z.string().min(1).default('127.0.0.1'),
  MORTISE_BEHIND_PROXY: flag.default(false),
  MORTISE_PUBLIC_URL: origin.optional(),
  MORTISE_DATA_DIR: z.string().min(1).default('.mortise'),
  MORTISE_DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'must start with postgres://' }).optional(),
  MORTISE_MASTER_KEY: z.string().optional(),
  MORTISE_ADMIN_TOKEN: z.string().min(24, 'must have at least 24 characters').optional(),
  MORTISE_PROJECT_DIR: z.string().min(1).default('.'),
  MORTISE_RUNNER: z.enum(['process', 'inline']).default('process'),
  MORTISE_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || [])),
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
  readonly adminToken: string | undefined;
  readonly projectDirectory: string;
  readonly runner: 'process' | 'inline';
  readonly egressAllow: readonly string[];
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
  const configuration = { ...fromEnvironment(data), ...overrides };
  checkAddress(configuration);
  checkEgress(configuration.egressAllow);
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
    adminToken: variables.MORTISE_ADMIN_TOKEN,
    projectDirectory: variables.MORTISE_PROJECT_DIR,
    runner: variables.MORTISE_RUNNER,
    egressAllow: variables.MORTISE_EGRESS_ALLOW,
    logLevel: variables.MORTISE_LOG_LEVEL,
  };
}

function checkAddress({ host, behindProxy, publicUrl }: Configuration): void {
  if (behindProxy && publicUrl === undefined) {
    throw new ConfigurationError(
      'MORTISE_PUBLIC_URL is needed with MORTISE_BEHIND_PROXY=true: name the address that the proxy serves.',
    );
  }
  if (!isLoopback(host) && !behindProxy) {
    throw new ConfigurationError(
      `MORTISE_HOST: ${host} can be reached from other machines, and this host speaks plain HTTP. Put a TLS proxy in front and set MORTISE_BEHIND_PROXY=true, or use 127.0.0.1.`,
    );
  }
}

function checkEgress(allow: readonly string[]): void {
  try {
    new EgressGuard(allow);
  } catch (cause) {
    throw new ConfigurationError(`MORTISE_EGRESS_ALLOW: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
