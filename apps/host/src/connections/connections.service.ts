import { randomUUID } from 'node:crypto';
import { Runtime } from '@mortise/runtime';
import { SettingsError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { unlessTaken } from '../errors/unless-taken.ts';
import { EventHub } from '../events/event-hub.ts';
import type { Caller } from '../security/caller.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { ConnectionContents } from './connection-contents.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import { ConnectionTests, resultOf } from './connection-tests.ts';
import { atRest, resealed, withoutTokens } from './connection-tokens.ts';
import type { Values } from './connection-values.ts';
import {
  type ConnectionChange,
  type ConnectionTest,
  type ConnectionView,
  limitsColumn,
  type NewConnection,
  toView,
} from './connection-view.ts';
import { connectionNotFound, OpenConnections } from './open-connections.ts';
import { Revocations } from './revocations.ts';

/** Keeps the accounts of a tenant. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: ConnectionStore,
    private readonly seal: ConnectionSeal,
    private readonly contents: ConnectionContents,
    private readonly opened: OpenConnections,
    private readonly tests: ConnectionTests,
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
    const { row } = await this.#unlessChosenLater(async (draft) => ({
      row: { ...facts, ...(await this.contents.columns(place, values, { isAdmin, draft })) },
    }));
    const entry = { action: 'connection.created', target: targetOf(row), detail: { application, name }, correlationId } as const;
    await this.#unlessTaken(row, () =>
      this.database.transaction().execute(async (transaction) => {
        await this.store.insert(transaction, { ...row, data_key: await this.seal.current(row) });
        await this.audit.record(identity, entry, transaction);
      }),
    );
    this.opened.invalidate();
    if (isAdmin) await this.contents.agreeToClient(row, identity, correlationId);
    return this.#changed('connection.created', await this.tests.tried(row, correlationId, isTested));
  }

  /** Changes what is given. Another change in between is a conflict, a refreshed token is not. */
  async change({ identity, correlationId }: Caller, id: string, body: ConnectionChange): Promise<ConnectionView> {
    const { name, values, limits, test: isTested = true } = body;
    const { tenant } = identity;
    const row = await (values ? atRest(() => this.#row(tenant, id)) : this.#row(tenant, id));
    if (name !== undefined && name !== row.name) await this.#checkName(tenant, row.application, name);
    const { columns, endsLogin, isFilledIn } = await this.#columnsOf(row, body);
    const detail = {
      changed: [
        ...(name === undefined ? [] : ['name']),
        ...(limits === undefined ? [] : ['limits']),
        ...Object.keys(values ?? {}),
      ],
    };
    const entry = { action: 'connection.updated', target: targetOf(row), detail, correlationId } as const;
    const after = { ...row, ...columns };
    const isChanged = await this.#unlessTaken(after, () =>
      this.database.transaction().execute(async (transaction) => {
        const isOurs = isFilledIn
          ? await this.store.updateTokens(row, row, columns, transaction)
          : await this.store.update(row, columns, transaction);
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
    return this.#changed('connection.updated', isFilledIn ? await this.tests.tried(after, correlationId, isTested) : after);
  }

  /** What a change makes of a row, and whether its tokens end with it. */
  async #columnsOf(row: ConnectionRow, { name, values, limits }: ConnectionChange) {
    const filledIn = values && (await this.#filledIn(row, values));
    const columns = {
      ...(name !== undefined && { name }),
      ...(limits !== undefined && { limits: limitsColumn(limits) }),
      ...(filledIn && {
        ...filledIn.columns,
        // Tokens were given for the old values, perhaps by another server. They are not shown to a new one.
        ...(filledIn.keepsLogin
          ? await resealed({ ...row, ...filledIn.columns }, await this.opened.tokensOf(row), this.seal)
          : { ...withoutTokens, login: null }),
        test: null,
        last_success_at: null,
        revision: row.revision + 1,
      }),
      updated_at: new Date().toISOString(),
    };
    return { columns, endsLogin: filledIn !== undefined && !filledIn.keepsLogin, isFilledIn: filledIn !== undefined };
  }

  async #filledIn(row: ConnectionRow, values: Values) {
    const { change } = await this.#unlessChosenLater(async (draft) => {
      const change = await this.contents.change(row, values, { draft });
      return { change, row: { ...row, ...change?.columns } };
    });
    return change;
  }

  /** What can be chosen only once somebody has signed in, in a browser, may be missing until then; nothing else may. */
  async #unlessChosenLater<FilledIn extends { readonly row: ConnectionRow }>(
    fillIn: (draft: boolean) => Promise<FilledIn>,
  ): Promise<FilledIn> {
    try {
      return await fillIn(false);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const filledIn = await fillIn(true).catch((again: unknown) => {
        if (!(again instanceof SettingsError)) throw again;
      });
      const login = filledIn && (await this.tests.loginOf(await this.opened.open(filledIn.row)));
      if (filledIn?.row.tokens === null && login?.isInBrowser) return filledIn;
      throw error;
    }
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
      const row = await atRest(() => this.#row(identity.tenant, id));
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

  /** Asks the service whether it accepts the credentials, and remembers the answer. */
  async test({ identity, correlationId }: Caller, id: string): Promise<ConnectionTest> {
    const row = await this.#row(identity.tenant, id);
    const { test, row: after } = await this.tests.test(row, correlationId);
    this.#changed('connection.updated', after);
    const entry = { action: 'connection.tested', target: targetOf(row), detail: resultOf(test), correlationId } as const;
    await this.audit.record(identity, entry);
    return test;
  }

  /** To be called once somebody has signed in: what was open is opened anew, with the new tokens, and tried. */
  async signedIn(tenant: string, id: string, correlationId: string): Promise<ConnectionView> {
    this.opened.invalidate();
    const row = await this.#row(tenant, id);
    return this.#changed('connection.updated', await this.tests.tried(row, correlationId));
  }

  async #row(tenant: string, id: string): Promise<ConnectionRow> {
    const row = await this.store.find(tenant, id);
    if (!row) throw connectionNotFound(id);
    return row;
  }

  async #checkName(tenant: string, application: string, name: string): Promise<void> {
    if (await this.store.findByName(tenant, application, name)) throw nameTaken(application, name);
  }

  #unlessTaken<Result>(row: ConnectionRow, write: () => Promise<Result>): Promise<Result> {
    const { tenant, application, name } = row;
    return unlessTaken(row, write, {
      find: () => this.store.findByName(tenant, application, name),
      conflict: () => nameTaken(application, name),
    });
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
