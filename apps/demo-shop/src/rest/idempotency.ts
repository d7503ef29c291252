import { ShopError } from '../errors.ts';

interface Answer {
  status: number;
  body: unknown;
}

/** Remembers the first answer to each `Idempotency-Key`. */
export class IdempotentAnswers {
  readonly #answers = new Map<string, Answer & { request: string }>();

  /** Does the work once per key. The same key with another body is a mistake of the caller. */
  once(key: string | undefined, body: unknown, work: () => Answer): Answer & { replayed: boolean } {
    if (key === undefined) return { ...work(), replayed: false };

    const request = JSON.stringify(body);
    const known = this.#answers.get(key);
    if (known && known.request !== request) {
      throw new ShopError(422, 'idempotency_mismatch', 'This Idempotency-Key was used with another body.');
    }
    if (known) return { ...known, replayed: true };

    const answer = work();
    this.#answers.set(key, { ...answer, request });
    return { ...answer, replayed: false };
  }

  reset() {
    this.#answers.clear();
  }
}
