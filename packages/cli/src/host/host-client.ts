import { z } from 'zod';
import type { Limit } from '../limit.ts';
import {
  AccessToken,
  Action,
  Application,
  AuditPage,
  CallAnswer,
  Choices,
  Connection,
  ConnectionForm,
  ConnectionTest,
  CreatedAccessToken,
  CreatedTenant,
  KeyRotation,
  OAuthClient,
  Plugin,
  Readiness,
  Service,
  SignInLink,
  Tenant,
} from './answers.ts';
import { type HostEvent, HostTransport } from './host-transport.ts';
import { ProcessClient } from './process-client.ts';
import { RunClient } from './run-client.ts';
import { TriggerClient } from './trigger-client.ts';

export interface CallRequest {
  readonly input: unknown;
  /** Name or id. */
  readonly connection?: string | undefined;
  readonly cursor?: string | undefined;
  readonly timeoutMs: number;
}

export interface NewConnection {
  readonly application: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly limits?: { readonly perConnection: Limit };
  /** `false` saves it without asking the service. */
  readonly test?: boolean;
}

/** What is left out stays. */
export type ConnectionChange = Partial<Omit<NewConnection, 'application'>>;

/** A secret that is left out stays for the same id; `null` says that the client has none. */
export interface NewOAuthClient {
  readonly clientId: string;
  readonly clientSecret?: string | null;
  /** What decides the hosts that it may be sent to. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface NewAccessToken {
  readonly name: string;
  readonly role: string;
  readonly scopes?: readonly string[];
  /** Never where it is null, and in 90 days where it is left out. */
  readonly expiresAt?: string | null;
}

export interface AuditFilter {
  readonly target?: string;
  readonly actor?: string;
  readonly before?: string;
  readonly limit?: string;
}

/** The host waits for the service. */
const testWithinMs = 60_000;
/** The host goes through all that it keeps. */
const rotateWithinMs = 600_000;
/** The host ends a call in time by itself; we wait a little longer, to hear how. */
const graceMs = 5000;

/** The routes of a host that the command line uses. */
export class HostClient {
  readonly #transport: HostTransport;

  constructor(transport: HostTransport) {
    this.#transport = transport;
  }

  get address(): string {
    return this.#transport.address;
  }

  get processes(): ProcessClient {
    return new ProcessClient(this.#transport);
  }

  get triggers(): TriggerClient {
    return new TriggerClient(this.#transport);
  }

  get runs(): RunClient {
    return new RunClient(this.#transport);
  }

  /** A host that is not ready says so with a status that otherwise stands for an error. */
  readiness(): Promise<Readiness> {
    return this.#transport.send('GET', '/health/ready', Readiness, { accepts: [503] });
  }

  plugins(): Promise<Plugin[]> {
    return this.#transport.send('GET', '/api/plugins', z.array(Plugin));
  }

  /** The events of the host as they come; `onOpen` is called when they begin to. */
  events(signal: AbortSignal, onOpen: () => Promise<void>): AsyncIterable<HostEvent> {
    return this.#transport.events('/api/events', signal, onOpen);
  }

  applications(): Promise<Application[]> {
    return this.#transport.send('GET', '/api/applications', z.array(Application));
  }

  form(application: string): Promise<ConnectionForm> {
    return this.#transport.send('GET', `/api/applications/${encodeURIComponent(application)}/form`, ConnectionForm);
  }

  client(application: string): Promise<OAuthClient> {
    return this.#transport.send('GET', clientPath(application), OAuthClient);
  }

  setClient(application: string, body: NewOAuthClient): Promise<OAuthClient> {
    return this.#transport.send('PUT', clientPath(application), OAuthClient, { body });
  }

  async removeClient(application: string): Promise<void> {
    await this.#transport.send('DELETE', clientPath(application), z.undefined());
  }

  /** What the service offers for a field of a form that is filled in so far. */
  choices(application: string, field: string, values: NewConnection['values']): Promise<Choices> {
    const path = `/api/applications/${encodeURIComponent(application)}/choices`;
    return this.#transport.send('POST', path, Choices, { body: { field, values }, timeoutMs: testWithinMs });
  }

  actions(): Promise<Action[]> {
    return this.#transport.send('GET', '/api/actions', z.array(Action));
  }

  call(action: string, body: CallRequest): Promise<CallAnswer> {
    const path = `/api/actions/${encodeURIComponent(action)}/call`;
    return this.#transport.send('POST', path, CallAnswer, { body, timeoutMs: body.timeoutMs + graceMs });
  }

  connections(): Promise<Connection[]> {
    return this.#transport.send('GET', '/api/connections', z.array(Connection));
  }

  connection(id: string): Promise<Connection> {
    return this.#transport.send('GET', `/api/connections/${encodeURIComponent(id)}`, Connection);
  }

  /** The host asks the service at once whether it accepts the login. */
  addConnection(body: NewConnection): Promise<Connection> {
    return this.#transport.send('POST', '/api/connections', Connection, { body, timeoutMs: testWithinMs });
  }

  /** The same, where values are given. */
  changeConnection(id: string, body: ConnectionChange): Promise<Connection> {
    const path = `/api/connections/${encodeURIComponent(id)}`;
    return this.#transport.send('PATCH', path, Connection, { body, timeoutMs: testWithinMs });
  }

  authorize(id: string): Promise<SignInLink> {
    const path = `/api/connections/${encodeURIComponent(id)}/authorize`;
    return this.#transport.send('POST', path, SignInLink, { timeoutMs: testWithinMs });
  }

  testConnection(id: string): Promise<ConnectionTest> {
    const path = `/api/connections/${encodeURIComponent(id)}/test`;
    return this.#transport.send('POST', path, ConnectionTest, { timeoutMs: testWithinMs });
  }

  async removeConnection(id: string): Promise<void> {
    await this.#transport.send('DELETE', `/api/connections/${encodeURIComponent(id)}`, z.undefined());
  }

  accessTokens(): Promise<AccessToken[]> {
    return this.#transport.send('GET', '/api/tokens', z.array(AccessToken));
  }

  addAccessToken(body: NewAccessToken): Promise<CreatedAccessToken> {
    return this.#transport.send('POST', '/api/tokens', CreatedAccessToken, { body });
  }

  async removeAccessToken(id: string): Promise<void> {
    await this.#transport.send('DELETE', `/api/tokens/${encodeURIComponent(id)}`, z.undefined());
  }

  services(): Promise<Service[]> {
    return this.#transport.send('GET', '/api/services', z.array(Service));
  }

  approveService(id: string, code: string): Promise<Service> {
    return this.#transport.send('POST', `/api/services/${encodeURIComponent(id)}/approve`, Service, { body: { code } });
  }

  /** For whoever is not shown who waits. */
  approveServiceByCode(code: string): Promise<Service> {
    return this.#transport.send('POST', '/api/services/approve', Service, { body: { code } });
  }

  async removeService(id: string): Promise<void> {
    await this.#transport.send('DELETE', `/api/services/${encodeURIComponent(id)}`, z.undefined());
  }

  tenants(): Promise<Tenant[]> {
    return this.#transport.send('GET', '/api/tenants', z.array(Tenant));
  }

  addTenant(name: string): Promise<CreatedTenant> {
    return this.#transport.send('POST', '/api/tenants', CreatedTenant, { body: { name } });
  }

  addTenantToken(id: string, body: NewAccessToken): Promise<CreatedAccessToken> {
    return this.#transport.send('POST', `/api/tenants/${encodeURIComponent(id)}/tokens`, CreatedAccessToken, { body });
  }

  /** The host gives its accounts back to their services first. */
  async removeTenant(id: string): Promise<void> {
    const path = `/api/tenants/${encodeURIComponent(id)}`;
    await this.#transport.send('DELETE', path, z.undefined(), { timeoutMs: testWithinMs });
  }

  audit(filter: AuditFilter): Promise<AuditPage> {
    return this.#transport.send('GET', `/api/audit?${new URLSearchParams({ ...filter })}`, AuditPage);
  }

  rotateKeys(): Promise<KeyRotation> {
    return this.#transport.send('POST', '/api/keys/rotate', KeyRotation, { timeoutMs: rotateWithinMs });
  }
}

function clientPath(application: string): string {
  return `/api/applications/${encodeURIComponent(application)}/client`;
}
