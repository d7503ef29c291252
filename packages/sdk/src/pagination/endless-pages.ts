import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { PaginationError } from '../errors/pagination-error.ts';

/** Follows the pages of one list and notices where they would never end. */
export class EndlessPages {
  readonly #action: string;
  readonly #maxPages: number;
  readonly #cursors = new Set<string>();
  #pages = 0;
  #lastDigest: string | undefined;

  constructor(action: string, maxPages: number) {
    this.#action = action;
    this.#maxPages = maxPages;
  }

  /** Throws a PaginationError for a page that is the same as the one before it. */
  checkItems(items: readonly unknown[]): void {
    this.#pages++;
    const digest = items.length === 0 ? undefined : digestOf(items);
    if (digest !== undefined && digest === this.#lastDigest) {
      throw new PaginationError(
        `${this.#action} gave the same page twice in a row, so the service does not heed its cursor. Check in which parameter it takes one.`,
      );
    }
    this.#lastDigest = digest;
  }

  /** Throws a PaginationError for a cursor that was there before, and where there are too many pages. */
  checkCursor(cursor: string | undefined): void {
    if (cursor === undefined) return;
    if (this.#cursors.has(cursor)) {
      throw new PaginationError(
        `${this.#action} gave the same cursor twice and would never end. Check what it reads as its next cursor.`,
      );
    }
    this.#cursors.add(cursor);
    if (this.#pages >= this.#maxPages) {
      throw new PaginationError(
        `${this.#action} has more than ${this.#maxPages} pages. Ask for less, for larger pages, or raise \`maxPages\`.`,
      );
    }
  }
}

function digestOf(items: readonly unknown[]): string | undefined {
  try {
    return createHash('sha256').update(serialize(items)).digest('base64');
  } catch {
    // Items that cannot be copied cannot be compared; the other guards remain.
    return undefined;
  }
}
