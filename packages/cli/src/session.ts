import { resolve } from 'node:path';
import { cancelled } from './command-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { HostClient } from './host/host-client.ts';
import { Prompter } from './prompter.ts';
import { type Surroundings, Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly host?: string;
  readonly cwd?: string;
}

/** What one run of the command line has at hand. */
export class Session {
  readonly terminal: Terminal;
  readonly surroundings: Surroundings;
  /** How the command ends unless an error decides. */
  exitCode: ExitCode = exitCodes.ok;
  /** Set by a command that has begun to print a stream, whose end then is a line of that stream. */
  isStreaming = false;
  /** What commander has to say when it is asked for help or for the version. */
  helpText = '';
  #options: GlobalOptions = {};
  readonly #stopping = new AbortController();

  constructor(surroundings: Surroundings, json: boolean) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings, json);
  }

  get options(): GlobalOptions {
    return this.#options;
  }

  set options(options: GlobalOptions) {
    this.#options = options;
    this.terminal.json = options.json ?? false;
    this.terminal.quiet = options.quiet ?? false;
  }

  /** The folder that the command works in. */
  get directory(): string {
    return resolve(this.#options.cwd ?? '.');
  }

  /** Where the host of this folder keeps its data, by the same rule as the host's. */
  get dataDirectory(): string {
    return resolve(this.directory, this.surroundings.env['MORTISE_DATA_DIR'] || '.mortise');
  }

  /** Aborted when the command is to end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  stop(): void {
    this.#stopping.abort(cancelled());
  }

  prompter(): Prompter {
    const { stdin, stderr } = this.surroundings;
    return new Prompter(stdin, stderr, () => this.stop(), this.signal);
  }

  /** The host that this command talks to. Loaded when it is needed: `--help` must not wait for it. */
  async host(): Promise<HostClient> {
    const { openHost } = await import('./host/open-host.ts');
    return openHost(this);
  }
}
