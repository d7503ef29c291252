import type { Outcome } from '@mortise/sdk';
import type { Edge } from '../processes/process-document.ts';
import { hashOf } from '../security/hash.ts';
import type { Ending } from './ending.ts';
import type { Surroundings } from './hop-reader.ts';
import type { Mapping, Scope } from './mapping.ts';
import {
  type AttemptError,
  type Cursor,
  cursorOf,
  type Follower,
  followerId,
  type Hop,
  type Trail,
  trailOf,
  versionOf,
} from './message.ts';

/** In characters. What is longer is hashed: an index has no room for it. */
const longestKey = 200;

export interface Choice {
  /** Along one edge at most. */
  readonly firstOnly?: boolean;
  readonly isChosen?: (edge: Edge) => boolean;
}

/** Where a message goes on to, and as which messages. */
export class Onward {
  /** For the step itself, before anything has come out of it. */
  readonly scope: Scope;
  readonly #mapping: Mapping;
  readonly #hop: Hop;
  readonly #surroundings: Surroundings;
  readonly #edges: readonly Edge[];
  readonly #trail: Trail;

  constructor(mapping: Mapping, hop: Hop, surroundings: Surroundings) {
    this.#mapping = mapping;
    this.#hop = hop;
    this.#surroundings = surroundings;
    this.#edges = surroundings.process.edges(hop.message.step);
    this.#trail = trailOf(hop.message);
    this.scope = this.#scope(surroundings.data, surroundings.steps);
  }

  /** Along the edges whose condition holds for what came out. */
  async along(output: unknown, { firstOnly = false, isChosen = () => true }: Choice = {}): Promise<Ending> {
    const scope = this.#scopeAfter(output);
    const followers: Follower[] = [];
    for (const edge of this.#edges.filter(isChosen)) {
      if (!(await this.#holds(edge, scope))) continue;
      followers.push(await this.#follower(edge.to, followers.length, output));
      if (firstOnly) break;
    }
    const outcome = { state: 'done' as const, ...(followers.length === 0 && { output }), followers };
    return { as: 'success', outcome };
  }

  /** Each item goes on by itself; the next page is a message like them, so that no batch is ever held as a whole. */
  async page({ items, cursor }: Extract<Outcome, { outcome: 'page' }>): Promise<Ending> {
    const { message } = this.#hop;
    const before = cursorOf(message);
    const { given, batch } = before && 'given' in before ? before : { given: 0, batch: message.id };
    const collectors = this.#surroundings.process.collectorsOf(message.step);
    const own = collectors.length > 0 ? batch : message.batch;
    const followers: Follower[] = [];
    for (const [index, item] of items.entries()) {
      const scope = this.#scopeAfter(item);
      const place = { batch: own, position: given + index };
      for (const edge of this.#edges) {
        if (await this.#holds(edge, scope)) followers.push(await this.#follower(edge.to, followers.length, item, place));
      }
    }
    if (cursor !== undefined) followers.push(this.#nextPage({ cursor, given: given + items.length, batch }, own));
    const output = { items: items.length, ...(cursor !== undefined && { cursor }) };
    return {
      as: 'page',
      outcome: { state: 'done', output, followers },
      ...(collectors.length > 0 && message.cursor === null && { opens: { collectors } }),
    };
  }

  /** To the step that is told of failures. */
  async failure(to: string, error: AttemptError): Promise<Ending> {
    const followers = [await this.#follower(to, 0, { data: this.#surroundings.data, error })];
    return { as: 'fail', error, outcome: { state: 'done', followers } };
  }

  async #holds({ when }: Edge, scope: Scope): Promise<boolean> {
    return when === undefined || this.#mapping.holds(when, scope, this.#hop.run.tenant);
  }

  async #follower(
    step: string,
    index: number,
    data: unknown,
    { batch, position }: Pick<Follower, 'batch' | 'position'> = this.#hop.message,
  ): Promise<Follower> {
    const { message } = this.#hop;
    const id = followerId(message.id, step, index);
    const trail = { ...this.#trail, [message.step]: id };
    const sequence = await this.#sequence(step, data);
    return { id, parent: message.id, step, data, batch, position, trail, version: message.version, sequence };
  }

  #nextPage(cursor: Cursor, batch: string | null): Follower {
    const { id: parent, step, position, version, sequence } = this.#hop.message;
    return {
      id: followerId(parent, step, 'next'),
      parent,
      step,
      data: this.#surroundings.data,
      cursor,
      batch,
      position,
      trail: this.#trail,
      version,
      sequence: sequence ?? undefined,
    };
  }

  /** Behind which others a message has to wait at its step. */
  async #sequence(name: string, data: unknown): Promise<string | undefined> {
    const step = this.#surroundings.process.step(name);
    if (step?.kind !== 'action' || step.concurrency === 'parallel') return undefined;
    const { tenant, process } = this.#hop.run;
    const key = step.key === undefined ? '' : await this.#mapping.evaluate(step.key, this.#scopeAfter(data), tenant);
    const known = JSON.stringify(key ?? null);
    return JSON.stringify([tenant, process, name, known.length > longestKey ? hashOf(known) : (key ?? null)]);
  }

  /** For what comes after the step: its own result is there too. */
  #scopeAfter(output: unknown): Scope {
    return this.#scope(output, { ...this.#surroundings.steps, [this.#hop.message.step]: output });
  }

  #scope(data: unknown, steps: Scope['steps']): Scope {
    const { id, process, started_at: startedAt } = this.#hop.run;
    return { data, steps, run: { id, process, version: versionOf(this.#hop), startedAt } };
  }
}
