import { styleText } from 'node:util';
import type { CommandError } from './command-error.ts';
import { describeError } from './describe-error.ts';

/** The parts of `process` that a command may touch. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

type Style = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Where a command prints: data to stdout, everything that is only for people to stderr. */
export class Terminal {
  readonly #surroundings: Surroundings;
  json: boolean;
  quiet = false;
  /** Said last, since the last line of an answer is the next step. */
  #next: string | undefined;

  constructor(surroundings: Surroundings, json: boolean) {
    this.#surroundings = surroundings;
    this.json = json;
  }

  /** Whether somebody is there to answer questions. */
  get isInteractive(): boolean {
    const { stdin, stderr, env } = this.#surroundings;
    return Boolean(stdin.isTTY && stderr.isTTY) && !env['CI'] && !this.json;
  }

  /** Columns that a line may take; a pipe takes any. */
  get width(): number {
    const { stdout } = this.#surroundings;
    return stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY;
  }

  /** The one answer of a finite command. */
  answer<Data>(data: Data, text: (data: Data) => string): void {
    this.#write(this.json ? JSON.stringify({ v: 1, ok: true, data }) : text(data));
  }

  /** One line of a stream; `text` is the same for people. */
  event(type: string, fields: Readonly<Record<string, unknown>>, text?: string): void {
    if (this.json) this.#write(JSON.stringify({ v: 1, type, at: new Date().toISOString(), ...fields }));
    else if (text !== undefined) this.#write(text);
  }

  /** Progress and hints. */
  note(text: string): void {
    if (!this.json && !this.quiet) this.#surroundings.stderr.write(`${text}\n`);
  }

  /** Something is wrong, though not so wrong that the command ends. */
  warn(text: string): void {
    this.#surroundings.stderr.write(`${this.style('yellow', 'warning')}  ${text}\n`);
  }

  next(command: string): void {
    this.#next = command;
  }

  /** Prints what {@link next} was told. */
  close(): void {
    if (this.#next !== undefined) this.note(`${this.style('bold', 'next')}  ${this.#next}`);
    this.#next = undefined;
  }

  fail({ contract, exitCode }: CommandError, isStream: boolean): void {
    this.#next = undefined;
    if (isStream && this.json) this.event('result', { ok: false, error: contract });
    else if (this.json) this.#write(JSON.stringify({ v: 1, ok: false, error: contract }));
    else this.#surroundings.stderr.write(`${describeError(contract, exitCode, (text) => this.style('red', text))}\n`);
  }

  /** Colour, where the reader can see it. It never says anything that the text does not. */
  style(format: Style, text: string, stream: 'stdout' | 'stderr' = 'stderr'): string {
    return styleText(format, text, { stream: this.#surroundings[stream] });
  }

  #write(text: string): void {
    this.#surroundings.stdout.write(`${text}\n`);
  }
}
