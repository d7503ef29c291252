import { OutputError } from '../errors/output-error.ts';
import { PaginationError } from '../errors/pagination-error.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { check } from '../schema/check.ts';
import type { Schema } from '../schema/schema.ts';
import { Action, type ActionContext } from './action.ts';
import { readBody } from './body.ts';
import { page } from './outcome.ts';
import { hashOf, maxKeys, readPollState, writePollState } from './poll-state.ts';

/** What `poll()` finds in an answer. */
export interface Polled {
  readonly items: readonly unknown[];
  /** Where the next poll goes on, for example the newest date of change; without it the last one stays. */
  readonly since?: string | null | undefined;
  /** There is more after `since`, which is asked for at once. For services that list the oldest first, page by page. */
  readonly more?: boolean;
}

/** With so many new items a poll ends and leaves the rest to the next one. */
const enough = 1000;

/** A poll of more requests than these may never end. */
const maxPages = 10_000;

/**
 * Starts a process for what is new at a service that tells nobody: asks at intervals and gives the items whose key was not there
 * before. A poll ends with a page whose cursor is its state; hand it to the next poll once the items are accepted. The first poll
 * takes stock and gives nothing, unless `emitsExisting`.
 */
export abstract class PollingTrigger extends Action {
  readonly kind = 'poll';
  /** Seconds from one poll to the next, unless the process says otherwise. */
  readonly intervalSeconds: number = 300;
  /** Whether what is there at the first poll counts as new. */
  readonly emitsExisting: boolean = false;
  readonly responses?: Responses;
  /** The body of one answer. `output` is the schema of one item. */
  abstract readonly response: Schema;

  /** `since` is what the last poll gave as such. Ask for a little more than what is new: what comes twice is given once. */
  abstract request(input: unknown, since: string | undefined, context: ActionContext): HttpRequest;

  /** `since` is what the request was made with. */
  abstract poll(response: unknown, since: string | undefined): Polled;

  /** What tells an item from all others, for example its id; with the date of its change, where a change counts as new. */
  abstract key(item: unknown): string;

  async execute(input: unknown, context: ActionContext) {
    const state = readPollState(context.cursor);
    const takesStock = !state && !this.emitsExisting;
    let since = state?.since;
    let keys = new Set(state?.keys);
    const fresh: unknown[] = [];
    const asked = new Set<string | undefined>();
    for (let more = true; more && fresh.length < enough; ) {
      if (asked.size >= maxPages) {
        throw new PaginationError(`A poll of "${this.name}" has more than ${maxPages} pages. Ask for less, or for larger pages.`);
      }
      asked.add(since);
      const polled = await this.#ask(input, since, context);
      const answered = await this.#byKey(polled.items);
      for (const [key, item] of answered) if (!takesStock && !keys.has(key)) fresh.push(item);
      keys = new Set([...answered.keys(), ...keys]);
      more = polled.more === true;
      if (more && asked.has(polled.since || since)) {
        throw new OutputError('since', `poll() of "${this.name}" says that there is more and names no new position to ask from.`);
      }
      since = polled.since || since;
    }
    return page(fresh, writePollState({ since, keys: [...keys] }));
  }

  async #ask(input: unknown, since: string | undefined, context: ActionContext): Promise<Polled> {
    const answer = await context.send(this.request(input, since, context), this.responses);
    return this.poll(await check(this.response, readBody(answer), OutputError, 'The answer'), since);
  }

  /** Items by the hash of their key; of several with the same, the first. */
  async #byKey(items: readonly unknown[]): Promise<ReadonlyMap<string, unknown>> {
    if (items.length > maxKeys) {
      throw new OutputError(
        '',
        `The poll gave ${items.length} items, more than the ${maxKeys} that can be told apart. Ask for fewer.`,
      );
    }
    const byKey = new Map<string, unknown>();
    for (const [index, item] of items.entries()) {
      const key = hashOf(this.#keyOf(await check(this.output, item, OutputError, `Item ${index} of the poll`), index));
      if (!byKey.has(key)) byKey.set(key, item);
    }
    return byKey;
  }

  #keyOf(item: unknown, index: number): string {
    const key: unknown = this.key(item);
    if (typeof key === 'string' && key !== '') return key;
    throw new OutputError(
      '',
      `Item ${index} of the poll has no key: key() of "${this.name}" gave no text. It must tell items apart.`,
    );
  }
}
