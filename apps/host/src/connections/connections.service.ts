import { randomUUID } from 'node:crypto';
import { Runtime } from '@mortise/runtime';
import { isMortiseError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { ConflictError } from '../errors/conflict-error.ts';
import { toAnswer } from '../errors/error-answer.ts';
import { EventHub } from '../events/event-hub.ts';
import { ConnectionContents } from './connection-contents.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import {
  type ConnectionChange,
  type ConnectionTest,
  type ConnectionView,
  type NewConnection,
  toView,
} from './connection-view.ts';
import { connectionNotFound, OpenConnections } from './open-connections.ts';

/** Keeps the accounts of a tenant. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly store: ConnectionStore,
    private readonly seal: ConnectionSeal,
    private readonly contents: ConnectionContents,
    private readonly opened: OpenConnections,
    private readonly runtime: Runtime,
    private readonly events: EventHub,
  ) {}

  async list(tenant: string): Promise<ConnectionView[]> {
    return (await this.store.list(tenant)).map((row) => this.#view(row));
  }

  async find(tenant: string, id: string): Promise<ConnectionView> {
    return this.#view(await this.#row(tenant, id));
  }

  async create(tenant: string, { application, name, values }: NewConnection): Promise<ConnectionView> {
    const place = { tenant, application, id: randomUUID() };
    const columns = this.contents.columns(place, values);
    await this.#checkName(tenant, application, name);
    const now = new Date().toISOString();
    const row = { ...place, ...columns, name, tokens: null, revision: 1, test: null, created_at: now, updated_at: now };
    await this.#unlessTaken(row, () => this.store.insert(row));
    return this.#changed('connection.created', row);
  }

  /** Changes what is given. Another change in between is a conflict, a refreshed token is not. */
  async change(tenant: string, id: string, { name, values }: ConnectionChange): Promise<ConnectionView> {
    const row = await this.#row(tenant, id);
    if (name !== undefined && name !== row.name) await this.#checkName(tenant, row.application, name);
    const changed = {
      ...(name !== undefined && { name }),
      ...(values && {
        ...this.contents.changedColumns(row, values),
        // Tokens were given for the old values, perhaps by another server. They are not shown to a new one.
        tokens: null,
        test: null,
        revision: row.revision + 1,
      }),
      updated_at: new Date().toISOString(),
    };
    const isChanged = await this.#unlessTaken({ ...row, ...changed }, () => this.store.update(tenant, id, row.revision, changed));
    if (!isChanged)
      throw new ConflictError('changed_meanwhile', 'The connection was changed at the same time. Read it again, then change it.');
    return this.#changed('connection.updated', { ...row, ...changed });
  }

  async delete(tenant: string, id: string): Promise<void> {
    const row = await this.#row(tenant, id);
    await this.store.delete(tenant, id);
    this.runtime.forgetConnection(id);
    this.#changed('connection.deleted', row);
  }

  /** Asks the service whether it accepts the credentials, and remembers the answer. */
  async test(tenant: string, id: string, correlationId: string): Promise<ConnectionTest> {
    const row = await this.#row(tenant, id);
    const test = await this.#test(row, correlationId);
    await this.store.update(tenant, id, row.revision, { test: JSON.stringify(test) });
    return test;
  }

  async #test(row: ConnectionRow, correlationId: string): Promise<ConnectionTest> {
    const connection = await this.opened.find(row.tenant, row.application, row.id);
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

function nameTaken(application: string, name: string): ConflictError {
  return new ConflictError('name_taken', `${application} has a connection "${name}" already. Choose another name.`, 'name');
}
