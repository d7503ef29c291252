import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks the user of a terminal. What is typed goes back to the same terminal, or nowhere for a secret. */
export class Prompter {
  readonly #input: NodeJS.ReadableStream;
  readonly #output: NodeJS.WritableStream;
  readonly #stop: () => void;
  readonly #signal: AbortSignal;

  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, stop: () => void, signal: AbortSignal) {
    this.#input = input;
    this.#output = output;
    this.#stop = stop;
    this.#signal = signal;
  }

  async ask(question: string, { hidden = false }: { readonly hidden?: boolean } = {}): Promise<string> {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: this.#input, output: hidden ? nowhere : this.#output, terminal: true });
    // From here on the terminal shows nothing by itself, so the question may be put.
    if (hidden) this.#output.write(`${question}: `);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const onClose = () => {
      this.#stop();
      reject(this.#signal.reason);
    };
    // In raw mode the terminal hands Ctrl-C over as a key, and Ctrl-D as the end of the input.
    lines.on('SIGINT', this.#stop).on('close', onClose);
    try {
      return await Promise.race([lines.question(hidden ? '' : `${question}: `, { signal: this.#signal }), ended]);
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    } finally {
      // Only ours: readline takes its own listener off the input when it closes, and would go on showing what is typed.
      lines.off('close', onClose);
      lines.close();
      if (hidden) this.#output.write('\n');
    }
  }

  async confirm(question: string): Promise<boolean> {
    return /^y(es)?$/i.test((await this.ask(`${question} [y/N]`)).trim());
  }
}
