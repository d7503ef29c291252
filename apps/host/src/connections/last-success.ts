import { SignInError } from '@mortise/sdk';
import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { toAnswer } from '../errors/error-answer.ts';
import { EventHub, type NumberedEvent } from '../events/event-hub.ts';
import type { HostEvent } from '../events/host-event.ts';
import { HostLog } from '../observability/host-log.ts';
import { ConnectionStore } from './connection-store.ts';
import { type ConnectionTest, signInNeededBy } from './connection-view.ts';

const notedEveryMs = 60_000;
const mostKept = 10_000;
const successes: readonly string[] = ['success', 'page', 'route', 'stop'];

type CallEnded = Extract<HostEvent, { readonly type: 'call.ended' }>['data'];

/** Notes when a connection was last of use, and when its login was refused to a call, to the minute. No call waits for it. */
@Injectable()
export class LastSuccess implements OnModuleInit, BeforeApplicationShutdown {
  /** When something was noted last, in milliseconds since 1970. */
  readonly #noted = new Map<string, { success: number; refusal: number }>();
  readonly #writing = new Set<Promise<void>>();
  #stop = () => {};

  constructor(
    private readonly events: EventHub,
    private readonly store: ConnectionStore,
    private readonly log: HostLog,
  ) {}

  onModuleInit(): void {
    this.#stop = this.events.listenToAll((event) => this.#hear(event));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop();
    await Promise.all(this.#writing);
  }

  #hear({ tenant, event }: NumberedEvent): void {
    // Whatever was noted was about another state of it.
    if (event.type === 'connection.updated') this.#noted.delete(event.data.id);
    if (event.type !== 'call.ended' || tenant === undefined) return;
    const { connection, outcome, error } = event.data;
    if (connection === undefined) return;
    const now = Date.now();
    if (successes.includes(outcome) && this.#isDue(connection, 'success', now)) {
      this.#write(this.store.noteSuccess(tenant, connection, new Date(now).toISOString()));
    } else if (error === refusedLogin && this.#isDue(connection, 'refusal', now)) {
      this.#write(this.#noteRefusal(tenant, connection, event.data, now));
    }
  }

  /** Once a minute; a success also as soon as it follows a refusal. */
  #isDue(connection: string, what: 'success' | 'refusal', now: number): boolean {
    const noted = this.#noted.get(connection) ?? { success: 0, refusal: 0 };
    const isNews = what === 'success' && noted.refusal > noted.success;
    if (now - noted[what] < notedEveryMs && !isNews) return false;
    if (this.#noted.size >= mostKept) this.#noted.clear();
    this.#noted.set(connection, { ...noted, [what]: now });
    return true;
  }

  /** Kept as a test that failed; not where the call began with another login, or somebody has to sign in anyway. */
  async #noteRefusal(tenant: string, id: string, { traceId, durationMs }: CallEnded, now: number): Promise<void> {
    const row = await this.store.find(tenant, id);
    if (!row || signInNeededBy(row) !== undefined) return;
    const beganAt = new Date(now - durationMs).toISOString();
    if (row.updated_at > beganAt || (row.signed_in_at ?? '') > beganAt) return;
    const remedy = { label: 'Ask the service again', command: `mortise connections test ${id}` };
    const error = toAnswer(new SignInError(refused, undefined, { do: [remedy] }), traceId);
    const test: ConnectionTest = { ok: false, error, testedAt: new Date(now).toISOString() };
    await this.store.update(row, { test: JSON.stringify(test) });
  }

  #write(work: Promise<void>): void {
    const writing = work.catch((error: unknown) => this.log.fault(error)).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }
}

const refusedLogin: SignInError['code'] = 'sign_in_failed';
const refused = 'A call failed because the service did not accept the login. Test the connection, or correct its login.';
