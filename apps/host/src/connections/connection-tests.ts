import { type ConnectionRecord, Runtime } from '@mortise/runtime';
import { isMortiseError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.ts';
import { toAnswer } from '../errors/error-answer.ts';
import type { Caller } from '../security/caller.ts';
import { hasRole } from '../security/identity.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import type { ConnectionTest } from './connection-view.ts';
import { type DescribedLogin, describeLogin } from './described-login.ts';
import { type Draft, DraftConnections } from './draft-connections.ts';
import { OpenConnections } from './open-connections.ts';

interface Findings {
  readonly login: DescribedLogin | undefined;
  readonly test: ConnectionTest | undefined;
}

/** Finds out how connections log in, and whether they work. */
@Injectable()
export class ConnectionTests {
  constructor(
    private readonly store: ConnectionStore,
    private readonly opened: OpenConnections,
    private readonly drafts: DraftConnections,
    private readonly runtime: Runtime,
    private readonly audit: AuditLog,
  ) {}

  /** Asks the service whether it accepts the credentials; the row is the one that remembers the answer. */
  async test(row: ConnectionRow, correlationId: string): Promise<{ readonly test: ConnectionTest; readonly row: ConnectionRow }> {
    const connection = await this.opened.find(row.tenant, row.application, row.id);
    const login = await this.loginOf(connection);
    const test = await this.#test(connection, correlationId);
    return { test, row: await this.#noted(row, { login, test }) };
  }

  /** The same for values that are not stored, and stay so. */
  async testDraft({ identity, correlationId }: Caller, draft: Draft): Promise<ConnectionTest> {
    const { application, connection: id, values } = draft;
    const test = await this.drafts.use(
      identity.tenant,
      { ...draft, isAdmin: hasRole(identity, 'admin') },
      async ({ connection }) => this.#test(connection, correlationId),
    );
    const detail = { ...resultOf(test), ...(id !== undefined && { connection: id }), changed: Object.keys(values) };
    await this.audit.record(identity, {
      action: 'connection.tested',
      target: `application:${application}`,
      detail,
      correlationId,
    });
    return test;
  }

  /** Asks the application how a connection logs in and, unless somebody has to sign in first, the service whether it does. */
  async tried(row: ConnectionRow, correlationId: string, isTested = true): Promise<ConnectionRow> {
    const connection = await this.opened.find(row.tenant, row.application, row.id);
    const login = await this.loginOf(connection);
    const isWaiting = login?.isInBrowser && row.tokens === null;
    const test = isTested && !isWaiting ? await this.#test(connection, correlationId) : undefined;
    return this.#noted(row, { login, test });
  }

  /** Nothing where the plugin cannot be asked: the test then says why. */
  async loginOf(connection: ConnectionRecord): Promise<DescribedLogin | undefined> {
    try {
      return describeLogin((await this.runtime.loginOf(connection)).authentication);
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      return undefined;
    }
  }

  async #test(connection: ConnectionRecord, correlationId: string): Promise<ConnectionTest> {
    const testedAt = () => new Date().toISOString();
    try {
      await this.runtime.testConnection(connection, { traceId: correlationId });
      return { ok: true, testedAt: testedAt() };
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      return { ok: false, error: toAnswer(error, correlationId), testedAt: testedAt() };
    }
  }

  /** Stores what was found out, unless it is about values that are no longer there. */
  async #noted(row: ConnectionRow, { login, test }: Findings): Promise<ConnectionRow> {
    const { tenant, id } = row;
    const found = {
      ...(login && { login: JSON.stringify(login) }),
      ...(test && { test: JSON.stringify(test) }),
      ...(test?.ok && { last_success_at: test.testedAt }),
    };
    if (Object.keys(found).length > 0) await this.store.update(row, found);
    return (await this.store.find(tenant, id)) ?? row;
  }
}

/** What the log of what was done keeps of a test. */
export function resultOf({ ok, error }: ConnectionTest) {
  return { ok, ...(error && { code: error.code }) };
}
