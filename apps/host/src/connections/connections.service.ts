import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionRecord, Runtime } from '@mortise/runtime';
import { isMortiseError, SettingsError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { toAnswer } from '../errors/error-answer.ts';
import { EventHub } from '../events/event-hub.ts';
import type { Caller } from '../security/caller.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { ConnectionContents } from './connection-contents.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import {
  type ConnectionChange,
  type ConnectionTest,
  type ConnectionView,
  limitsColumn,
  type NewConnection,
  toView,
} from './connection-view.ts';
import { type DescribedLogin, describeLogin } from './described-login.ts';
import { type Draft, DraftConnections } from './draft-connections.ts';
import { connectionNotFound, OpenConnections } from './open-connections.ts';
import { Revocations } from './revocations.ts';

interface Findings {
  readonly login: DescribedLogin | undefined;
  readonly test: ConnectionTest | undefined;
}

/** What a connection is without a sign-in. */
const withoutTokens = {
  tokens: null,
  token_expires_at: null,
  granted_scope: null,
  lease_holder: null,
  lease_until: null,
  sign_in_needed: null,
  signed_in_at: null,
};

/** A renewal of tokens takes no longer, so whoever holds a lease after that is gone. */
const longestRenewalMs = 15_000;

/** Keeps the accounts of a tenant. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: ConnectionStore,
    private readonly seal: ConnectionSeal,
    private readonly contents: ConnectionContents,
    private readonly opened: OpenConnections,
    private readonly drafts: DraftConnections,
    private readonly revocations: Revocations,
    private readonly runtime: Runtime,
    private readonly events: EventHub,
    private readonly audit: AuditLog,
  ) {}

  async list(tenant: string): Promise<ConnectionView[]> {
    return (await this.store.list(tenant)).map((row) => this.#view(row));
  }

  async find(tenant: string, id: string): Promise<ConnectionView> {
    return this.#view(await this.#row(tenant, id));
  }

  /** The same by id or by name. */
  async findOf(tenant: string, application: string, idOrName: string): Promise<ConnectionView> {
    const byId = await this.store.find(tenant, idOrName);
    const row = byId ?? (await this.store.findByName(tenant, application, idOrName));
    if (row?.application !== application) throw connectionNotFound(idOrName, application);
    return this.#view(row);
  }

  /** Unless it is told not to, it finds out whether the connection works: where it does not, it is stored all the same. */
  async create({ identity, correlationId }: Caller, body: NewConnection): Promise<ConnectionView> {
    const { application, name, values, limits, test: isTested = true } = body;
    const { tenant } = identity;
    const place = { tenant, application, id: randomUUID() };
    await this.#checkName(tenant, application, name);
    const now = new Date().toISOString();
    const facts = {
      ...place,
      name,
      limits: limitsColumn(limits),
      ...withoutTokens,
      token_version: 0,
      lease_fence: 0,
      login: null,
      last_success_at: null,
      revision: 1,
      test: null,
      created_at: now,
      updated_at: now,
    };
    const isAdmin = hasRole(identity, 'admin');
    const row = await this.#unlessChosenLater(async (draft) => ({
      ...facts,
      ...(await this.contents.columns(place, values, { isAdmin, draft })),
    }));
    const entry = { action: 'connection.created', target: targetOf(row), detail: { application, name }, correlationId } as const;
    await this.#unlessTaken(row, () =>
      this.database.transaction().execute(async (transaction) => {
        await this.store.insert(transaction, row);
        await this.audit.record(identity, entry, transaction);
      }),
    );
    this.opened.invalidate();
    if (isAdmin) await this.contents.agreeToClient(row, identity, correlationId);
    return this.#changed('connection.created', await this.#tried(row, correlationId, isTested));
  }

  /** Changes what is given. Another change in between is a conflict, a refreshed token is not. */
  async change({ identity, correlationId }: Caller, id: string, body: ConnectionChange): Promise<ConnectionView> {
    const { name, values, limits, test: isTested = true } = body;
    const { tenant } = identity;
    const row = await (values ? this.#atRest(tenant, id) : this.#row(tenant, id));
    if (name !== undefined && name !== row.name) await this.#checkName(tenant, row.application, name);
    const filledIn = values && (await this.#filledIn(row, values));
    const endsLogin = filledIn !== undefined && !filledIn.keepsLogin;
    const changed = {
      ...(name !== undefined && { name }),
      ...(limits !== undefined && { limits: limitsColumn(limits) }),
      ...(filledIn && {
        ...filledIn.columns,
        // Tokens were given for the old values, perhaps by another server. They are not shown to a new one.
        ...(filledIn.keepsLogin ? await this.#resealed(row, filledIn.columns) : { ...withoutTokens, login: null }),
        test: null,
        last_success_at: null,
        revision: row.revision + 1,
      }),
      updated_at: new Date().toISOString(),
    };
    const detail = {
      changed: [
        ...(name === undefined ? [] : ['name']),
        ...(limits === undefined ? [] : ['limits']),
        ...Object.keys(values ?? {}),
      ],
    };
    const entry = { action: 'connection.updated', target: targetOf(row), detail, correlationId } as const;
    const after = { ...row, ...changed };
    const isChanged = await this.#unlessTaken(after, () =>
      this.database.transaction().execute(async (transaction) => {
        const isOurs = filledIn
          ? await this.store.updateTokens(row, row, changed, transaction)
          : await this.store.update(row, changed, transaction);
        if (!isOurs) return false;
        if (endsLogin) await this.revocations.owe(transaction, row);
        await this.audit.record(identity, entry, transaction);
        return true;
      }),
    );
    if (!isChanged)
      throw new ConflictError('changed_meanwhile', 'The connection was changed at the same time. Read it again, then change it.');
    this.opened.invalidate();
    if (endsLogin) await this.revocations.settle(row);
    return this.#changed('connection.updated', filledIn ? await this.#tried(after, correlationId, isTested) : after);
  }

  /** What can be chosen only once somebody has signed in, in a browser, may be missing until then; nothing else may. */
  async #unlessChosenLater(fillIn: (draft: boolean) => Promise<ConnectionRow>): Promise<ConnectionRow> {
    try {
      return await fillIn(false);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const row = await fillIn(true).catch((again: unknown) => {
        if (!(again instanceof SettingsError)) throw again;
      });
      const login = row && (await this.#loginOf(await this.opened.open(row)));
      if (row?.tokens === null && login?.isInBrowser) return row;
      throw error;
    }
  }

  async #filledIn(row: ConnectionRow, values: NonNullable<ConnectionChange['values']>) {
    let change: Awaited<ReturnType<ConnectionContents['change']>>;
    await this.#unlessChosenLater(async (draft) => {
      change = await this.contents.change(row, values, { draft });
      return { ...row, ...change?.columns };
    });
    return change;
  }

  /** The service is given its tokens back where it takes them, now or later; the connection goes in any case. */
  async delete({ identity, correlationId }: Caller, id: string): Promise<void> {
    const row = await this.#take(identity, id, correlationId);
    this.#changed('connection.deleted', row);
    await this.revocations.settle(row);
    this.runtime.forgetConnection(id);
  }

  /** Deletes the row with its last tokens. */
  async #take(identity: Identity, id: string, correlationId: string): Promise<ConnectionRow> {
    for (;;) {
      const row = await this.#atRest(identity.tenant, id);
      const { application, name } = row;
      const entry = {
        action: 'connection.deleted',
        target: targetOf(row),
        detail: { application, name },
        correlationId,
      } as const;
      const isTaken = await this.database.transaction().execute(async (transaction) => {
        await this.revocations.owe(transaction, row);
        if (!(await this.store.delete(transaction, row))) return false;
        await this.audit.record(identity, entry, transaction);
        return true;
      });
      if (isTaken) return row;
    }
  }

  /** Once a renewal of its tokens has ended that is under way: what it brings would belong to nobody. */
  async #atRest(tenant: string, id: string): Promise<ConnectionRow> {
    const giveUpAt = performance.now() + longestRenewalMs;
    for (;;) {
      const row = await this.#row(tenant, id);
      const isRenewed = row.lease_until !== null && Date.parse(row.lease_until) > Date.now();
      if (!isRenewed || performance.now() > giveUpAt) return row;
      await sleep(50);
    }
  }

  /** The same tokens for other values. Whoever renews them at this moment has lost its lease. */
  async #resealed(row: ConnectionRow, columns: Pick<ConnectionRow, 'settings' | 'credentials'>) {
    const tokens = await this.opened.tokensOf(row);
    return {
      ...(tokens && { tokens: await this.seal.sealTokens({ ...row, ...columns }, tokens), token_version: row.token_version + 1 }),
      lease_holder: null,
      lease_until: null,
      lease_fence: row.lease_fence + 1,
    };
  }

  /** Asks the service whether it accepts the credentials, and remembers the answer. */
  async test({ identity, correlationId }: Caller, id: string): Promise<ConnectionTest> {
    const row = await this.#row(identity.tenant, id);
    const connection = await this.opened.find(row.tenant, row.application, row.id);
    const login = await this.#loginOf(connection);
    const test = await this.#test(connection, correlationId);
    this.#changed('connection.updated', await this.#noted(row, { login, test }));
    const detail = { ok: test.ok, ...(test.error && { code: test.error.code }) };
    await this.audit.record(identity, { action: 'connection.tested', target: targetOf(row), detail, correlationId });
    return test;
  }

  /** The same for values that are not stored, and stay so. */
  async testDraft({ identity, correlationId }: Caller, draft: Draft): Promise<ConnectionTest> {
    const { application, connection: id, values } = draft;
    const test = await this.drafts.use(
      identity.tenant,
      { ...draft, isAdmin: hasRole(identity, 'admin') },
      async ({ connection }) => this.#test(connection, correlationId),
    );
    const result = { ok: test.ok, ...(test.error && { code: test.error.code }) };
    const detail = { ...result, ...(id !== undefined && { connection: id }), changed: Object.keys(values) };
    await this.audit.record(identity, {
      action: 'connection.tested',
      target: `application:${application}`,
      detail,
      correlationId,
    });
    return test;
  }

  /** To be called once somebody has signed in: what was open is opened anew, with the new tokens, and tried. */
  async signedIn(tenant: string, id: string, correlationId: string): Promise<ConnectionView> {
    this.opened.invalidate();
    const row = await this.#row(tenant, id);
    return this.#changed('connection.updated', await this.#tried(row, correlationId));
  }

  /** Asks the application how a connection logs in and, unless somebody has to sign in first, the service whether it does. */
  async #tried(row: ConnectionRow, correlationId: string, isTested = true): Promise<ConnectionRow> {
    const connection = await this.opened.find(row.tenant, row.application, row.id);
    const login = await this.#loginOf(connection);
    const isWaiting = login?.isInBrowser && row.tokens === null;
    const test = isTested && !isWaiting ? await this.#test(connection, correlationId) : undefined;
    return this.#noted(row, { login, test });
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

  /** Nothing where the plugin cannot be asked: the test then says why. */
  async #loginOf(connection: ConnectionRecord): Promise<DescribedLogin | undefined> {
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

  async #row(tenant: string, id: string): Promise<ConnectionRow> {
    const row = await this.store.find(tenant, id);
    if (!row) throw connectionNotFound(id);
    return row;
  }

  async #checkName(tenant: string, application: string, name: string): Promise<void> {
    if (await this.store.findByName(tenant, application, name)) throw nameTaken(application, name);
  }

  /** The table has the last word on names: of two requests at once, one is told that the other was first. */
  async #unlessTaken<Result>({ tenant, id, application, name }: ConnectionRow, write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      const holder = await this.store.findByName(tenant, application, name);
      throw holder && holder.id !== id ? nameTaken(application, name) : error;
    }
  }

  #changed(type: 'connection.created' | 'connection.updated' | 'connection.deleted', row: ConnectionRow): ConnectionView {
    this.opened.invalidate();
    const { tenant, id, application, name } = row;
    this.events.publish(tenant, { type, data: { id, application, name } });
    return this.#view(row);
  }

  #view(row: ConnectionRow): ConnectionView {
    return toView(row, this.seal.fields(row));
  }
}

function targetOf({ id }: ConnectionRow): string {
  return `connection:${id}`;
}

function nameTaken(application: string, name: string): ConflictError {
  return new ConflictError('name_taken', `${application} has a connection "${name}" already. Choose another name.`, 'name');
}
