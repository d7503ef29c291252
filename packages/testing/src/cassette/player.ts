import { isDeepStrictEqual } from 'node:util';
import type { AnswerOptions } from '../fake-api/answer.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { answerOf, requestOf } from './interaction.ts';
import type { Scrubber } from './scrubber.ts';
import type { Interaction } from './tape.ts';

/** Gives recorded answers again, each once, to requests that are the same in method, host, path, query and body. */
export class Player {
  readonly #left: Interaction[];
  readonly #scrubber: Scrubber;

  constructor(interactions: readonly Interaction[], scrubber: Scrubber) {
    this.#left = [...interactions];
    this.#scrubber = scrubber;
  }

  /** Throws an Error for a request that was not recorded, or not so often. */
  answer(request: RecordedRequest): AnswerOptions {
    const asked = this.#scrubber.scrub({
      request: requestOf(request),
      response: { status: 200, headers: {}, kind: 'text' },
    }).request;
    const index = this.#left.findIndex((interaction) => isDeepStrictEqual(plain(interaction.request), plain(asked)));
    const [found] = index === -1 ? [] : this.#left.splice(index, 1);
    if (found) return answerOf(found.response);
    throw new Error(`it is not on the cassette; left are: ${this.#list()}. It was ${JSON.stringify(asked)}`);
  }

  /** Throws an Error where recorded requests were not sent. */
  check(): void {
    if (this.#left.length > 0)
      throw new Error(`The cassette holds requests that were not sent: ${this.#list()}. Record it again.`);
  }

  #list(): string {
    return this.#left.map(({ request: { method, host, path } }) => `${method} ${host}${path}`).join(', ') || 'none';
  }
}

/** Without prototypes and absent fields, which JSON does not know. */
function plain(request: Interaction['request']): unknown {
  return JSON.parse(JSON.stringify(request));
}
