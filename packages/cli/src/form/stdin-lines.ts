import { readStdin } from '../read-stdin.ts';
import type { Session } from '../session.ts';

/** Lines of stdin, one at a time. Read on first use only: most commands have nothing to read and must not wait. */
export class StdinLines {
  readonly #session: Session;
  #lines: string[] | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  async next(): Promise<string | undefined> {
    this.#lines ??= (await readStdin(this.#session)).split(/\r?\n/);
    return this.#lines.shift();
  }
}
