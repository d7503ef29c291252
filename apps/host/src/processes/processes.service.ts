import { PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { Kysely, type Transaction } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { newTimedId } from '../database/timed-id.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { processPaused } from '../errors/process-paused.ts';
import { unlessTaken } from '../errors/unless-taken.ts';
import { EventHub } from '../events/event-hub.ts';
import { pageOf } from '../http/list-page.ts';
import { newRunId } from '../runs/message.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import { ProcessRuns } from '../runs/process-runs.ts';
import type { Caller } from '../security/caller.ts';
import { hashOf } from '../security/hash.ts';
import { Triggers } from '../triggers/triggers.ts';
import { ProcessCheck } from './checks/process-check.ts';
import { pinned } from './pinned-process.ts';
import { ProcessDocument } from './process-document.ts';
import { ProcessInvalidError } from './process-invalid-error.ts';
import { ProcessStore } from './process-store.ts';
import { ProcessVersions } from './process-versions.ts';
import {
  type CheckAnswer,
  type NewProcess,
  type ProcessChange,
  type ProcessPage,
  type ProcessQuery,
  type ProcessRow,
  type ProcessVersionRow,
  type ProcessVersionView,
  type ProcessView,
  type PublishAnswer,
  type PublishBody,
  type RunBody,
  readDocument,
  type StartedRun,
  toProcessSummary,
  toProcessView,
  toVersionSummary,
  type VersionPage,
  type VersionQuery,
} from './process-views.ts';
import { runInput, startStep } from './run-input.ts';
import { RunKeys } from './run-keys.ts';

type Change = 'created' | 'updated' | 'published' | 'paused' | 'resumed' | 'deleted';

/** Keeps the processes of a tenant: their drafts, what is published of them, and whether they run. */
@Injectable()
export class ProcessesService {
  constructor(
    private readonly store: ProcessStore,
    private readonly database: Kysely<Tables>,
    private readonly compiledVersions: ProcessVersions,
    private readonly check: ProcessCheck,
    private readonly catalogue: PluginCatalogue,
    private readonly engine: ProcessEngine,
    private readonly runKeys: RunKeys,
    private readonly runs: ProcessRuns,
    private readonly triggers: Triggers,
    private readonly events: EventHub,
    private readonly audit: AuditLog,
  ) {}

  async list(tenant: string, { before, limit }: ProcessQuery): Promise<ProcessPage> {
    // One more than is shown tells whether there are more.
    const rows = await this.store.list(tenant, { before, limit: limit + 1 });
    return pageOf(rows, limit, toProcessSummary, ({ id }) => id);
  }

  async find(tenant: string, id: string): Promise<ProcessView> {
    return toProcessView(await this.#row(tenant, id));
  }

  async create(caller: Caller, { name, document }: NewProcess): Promise<ProcessView> {
    const { tenant } = caller.identity;
    await this.#checkName(tenant, name);
    const now = new Date().toISOString();
    const row: ProcessRow = {
      tenant,
      id: newTimedId(),
      name,
      draft: JSON.stringify(document),
      revision: 1,
      published: null,
      state: 'active',
      created_at: now,
      updated_at: now,
    };
    await this.#write(row, async (transaction) => {
      await this.store.insert(row, transaction);
      await this.#record(caller, 'created', row, transaction);
    });
    return this.#changed('created', row);
  }

  /** Replaces the draft. What is published stays as it is. */
  async change(caller: Caller, id: string, { name, document, revision }: ProcessChange): Promise<ProcessView> {
    const row = await this.#row(caller.identity.tenant, id);
    if (revision !== row.revision) throw changedMeanwhile();
    if (name !== undefined && name !== row.name) await this.#checkName(row.tenant, name);
    const change = {
      ...(name !== undefined && { name }),
      draft: JSON.stringify(document),
      revision: revision + 1,
      updated_at: new Date().toISOString(),
    };
    const after = { ...row, ...change };
    await this.#write(after, async (transaction) => {
      if (!(await this.store.update(row, change, transaction))) throw changedMeanwhile();
      await this.#record(caller, 'updated', after, transaction);
    });
    return this.#changed('updated', after);
  }

  /** Stops what starts it, cancels its runs, and removes it. Its versions stay for the history. */
  async delete(caller: Caller, id: string): Promise<void> {
    const { tenant } = caller.identity;
    const row = await this.#row(tenant, id);
    // Paused first, so that nothing begins while its runs are cancelled; whoever is interrupted deletes it once more.
    await this.database.transaction().execute(async (transaction) => {
      await this.store.setState(tenant, id, 'paused', transaction);
      await this.triggers.follow(tenant, id, transaction);
    });
    await this.runs.cancel(caller, id);
    await this.database.transaction().execute(async (transaction) => {
      if (!(await this.store.delete(tenant, id, transaction))) throw processNotFound(id);
      await this.triggers.follow(tenant, id, transaction);
      await this.#record(caller, 'deleted', row, transaction);
    });
    this.#changed('deleted', row);
  }

  async versions(tenant: string, id: string, { before, limit }: VersionQuery): Promise<VersionPage> {
    await this.#row(tenant, id);
    const rows = await this.store.versions(tenant, id, { before, limit: limit + 1 });
    return pageOf(rows, limit, toVersionSummary, ({ version }) => String(version));
  }

  async version(tenant: string, id: string, version: number): Promise<ProcessVersionView> {
    await this.#row(tenant, id);
    const row = await this.#version(tenant, id, version);
    return { ...toVersionSummary(row), document: readDocument(row.document) };
  }

  /** What would keep the draft from being published, and what is odd about it. */
  async checkDraft(tenant: string, id: string): Promise<CheckAnswer> {
    const { draft } = await this.#row(tenant, id);
    return this.checkDocument(tenant, readDocument(draft));
  }

  /** What would keep a document that is not stored from being published, and what is odd about it. */
  async checkDocument(tenant: string, document: unknown): Promise<CheckAnswer> {
    const problems = await this.check.problems(tenant, ProcessDocument.parse(document));
    return { ok: problems.every(({ severity }) => severity !== 'error'), problems };
  }

  /** Makes the draft the version that new runs take. Where nothing changed, that is the version published before. */
  async publish(caller: Caller, id: string, { revision }: PublishBody): Promise<PublishAnswer> {
    const { tenant, actor } = caller.identity;
    const row = await this.#row(tenant, id);
    if (revision !== undefined && revision !== row.revision) throw changedMeanwhile();
    const document = ProcessDocument.parse(JSON.parse(row.draft));
    const problems = await this.check.problems(tenant, document);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new ProcessInvalidError(row.name, errors);
    const text = JSON.stringify(pinned(document, this.catalogue));
    const before = row.published === null ? undefined : await this.store.version(tenant, id, row.published);
    const isNew = before?.document !== text;
    const version = isNew ? (row.published ?? 0) + 1 : before.version;
    if (isNew) {
      const now = new Date().toISOString();
      await this.database.transaction().execute(async (transaction) => {
        if (!(await this.store.update(row, { published: version, updated_at: now }, transaction))) throw changedMeanwhile();
        const facts = { document: text, published_by: actor, published_at: now };
        await this.store.insertVersion({ tenant, process: id, version, ...facts }, transaction);
        await this.triggers.follow(tenant, id, transaction);
        await this.#record(caller, 'published', row, transaction, { version });
      });
      this.#changed('published', row);
    }
    return { version, isNew, problems };
  }

  /** Starts a run by hand. It is durable once this is answered. */
  async start({ identity, correlationId }: Caller, id: string, body: RunBody): Promise<StartedRun> {
    const { input, version, start, idempotencyKey } = body;
    const { tenant, actor: startedBy } = identity;
    // Who asks again under a key is told of the run that there is.
    if (idempotencyKey === undefined) this.engine.refuseIfFull(tenant);
    const { name, published } = await this.#row(tenant, id);
    const wanted = version ?? published;
    if (wanted === null) throw new ConflictError('not_published', `"${name}" has no published version yet. Publish it first.`);
    await this.#version(tenant, id, wanted);
    const { starts } = await this.compiledVersions.compiled(tenant, id, wanted);
    const begin = startStep(starts, start);
    const data = runInput(begin.step, input);
    const run = await this.database.transaction().execute(async (transaction) => {
      const facts = { process: id, version: wanted, start: begin.name };
      const given = idempotencyKey === undefined ? undefined : { tenant, process: id, key: idempotencyKey };
      const run = newRunId();
      const known = given && (await this.runKeys.take(transaction, { ...given, run, asked: hashOf(JSON.stringify(body)) }));
      if (known !== undefined) return known;
      // Whoever pauses it at this moment waits, and then finds the run.
      const state = await this.store.holdState(tenant, id, transaction);
      if (state !== 'active') throw processPaused(name);
      await this.engine.startIn(transaction, { ...facts, tenant, data, startedBy, id: run });
      const entry = { action: 'run.started', target: `run:${run}`, detail: { name, ...facts }, correlationId } as const;
      await this.audit.record(identity, entry, transaction);
      return { id: run, ...facts };
    });
    this.engine.wake();
    return run;
  }

  /** Nothing starts it any more, and its messages wait. */
  async pause(caller: Caller, id: string): Promise<ProcessView> {
    const view = await this.#setState(caller, id, 'paused');
    await this.runs.pause(caller, id);
    return view;
  }

  async resume(caller: Caller, id: string): Promise<ProcessView> {
    const view = await this.#setState(caller, id, 'active');
    await this.runs.resume(caller, id);
    return view;
  }

  async #setState(caller: Caller, id: string, state: 'active' | 'paused'): Promise<ProcessView> {
    const row = await this.#row(caller.identity.tenant, id);
    if (row.state === state) return toProcessView(row);
    const change = state === 'paused' ? 'paused' : 'resumed';
    await this.database.transaction().execute(async (transaction) => {
      await this.store.setState(row.tenant, id, state, transaction);
      await this.triggers.follow(row.tenant, id, transaction);
      await this.#record(caller, change, row, transaction);
    });
    return this.#changed(change, await this.#row(row.tenant, id));
  }

  async #row(tenant: string, id: string): Promise<ProcessRow> {
    const row = await this.store.find(tenant, id);
    if (!row) throw processNotFound(id);
    return row;
  }

  async #version(tenant: string, id: string, version: number): Promise<ProcessVersionRow> {
    const row = await this.store.version(tenant, id, version);
    if (!row) throw new NotFoundError('version_not_found', `The process has no published version ${version}.`);
    return row;
  }

  async #checkName(tenant: string, name: string): Promise<void> {
    if (await this.store.findByName(tenant, name)) throw nameTaken(name);
  }

  #write(row: ProcessRow, change: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return unlessTaken(row, () => this.database.transaction().execute(change), {
      find: () => this.store.findByName(row.tenant, row.name),
      conflict: () => nameTaken(row.name),
    });
  }

  async #record(
    { identity, correlationId }: Caller,
    change: Change,
    { id, name }: ProcessRow,
    transaction: Transaction<Tables>,
    facts: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const entry = { action: `process.${change}`, target: `process:${id}`, detail: { name, ...facts }, correlationId } as const;
    await this.audit.record(identity, entry, transaction);
  }

  #changed(change: Change, row: ProcessRow): ProcessView {
    const { tenant, id, name } = row;
    this.events.publish(tenant, { type: `process.${change}`, data: { id, name } });
    return toProcessView(row);
  }
}

function processNotFound(id: string): NotFoundError {
  return new NotFoundError('process_not_found', `There is no process "${id}".`, [
    { label: 'See the processes', command: 'mortise process list' },
  ]);
}

function nameTaken(name: string): ConflictError {
  return new ConflictError('name_taken', `There is a process "${name}" already. Choose another name.`, 'name');
}

function changedMeanwhile(): ConflictError {
  return new ConflictError('changed_meanwhile', 'The process was changed at the same time. Read it again, then change it.');
}
