import { z } from 'zod';
import { Action, Application, CallAnswer, Connection, ConnectionTest, Form, Plugin, Readiness } from './answers.ts';
import { HostTransport } from './host-transport.ts';

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
}

/** The host waits for the service. */
const testWithinMs = 60_000;
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

  /** A host that is not ready says so with a status that otherwise stands for an error. */
  readiness(): Promise<Readiness> {
    return this.#transport.send('GET', '/health/ready', Readiness, { accepts: [503] });
  }

  plugins(): Promise<Plugin[]> {
    return this.#transport.send('GET', '/api/plugins', z.array(Plugin));
  }

  /** The types of the events of the host as they come; `onOpen` is called when they begin to. */
  events(signal: AbortSignal, onOpen: () => Promise<void>): AsyncIterable<string> {
    return this.#transport.events('/api/events', signal, onOpen);
  }

  applications(): Promise<Application[]> {
    return this.#transport.send('GET', '/api/applications', z.array(Application));
  }

  form(application: string): Promise<Form> {
    return this.#transport.send('GET', `/api/applications/${encodeURIComponent(application)}/form`, Form);
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

  addConnection(body: NewConnection): Promise<Connection> {
    return this.#transport.send('POST', '/api/connections', Connection, { body });
  }

  testConnection(id: string): Promise<ConnectionTest> {
    const path = `/api/connections/${encodeURIComponent(id)}/test`;
    return this.#transport.send('POST', path, ConnectionTest, { timeoutMs: testWithinMs });
  }

  async removeConnection(id: string): Promise<void> {
    await this.#transport.send('DELETE', `/api/connections/${encodeURIComponent(id)}`, z.undefined());
  }
}
