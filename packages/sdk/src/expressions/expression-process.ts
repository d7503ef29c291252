import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ExpressionError, type ExpressionErrorCode } from './expression-error.ts';
import type { ExpressionLimits } from './expression-limits.ts';
import type { Question } from './expression-protocol.ts';

const Answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('result'), json: z.string().optional() }),
  z.object({
    type: z.literal('problem'),
    code: z.enum(['invalid_expression', 'expression_failed', 'expression_too_slow', 'expression_too_large']),
    detail: z.string(),
    position: z.number().optional(),
  }),
]);
type Answer = z.infer<typeof Answer>;

const startTimeoutMs = 10_000;
const main = fileURLToPath(import.meta.resolve('@mortise/sdk/expression-main'));
/** Nothing of the program's own; Windows starts no process without this. */
const environment: NodeJS.ProcessEnv = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {};

/** One process that evaluates one expression at a time, and that is ended to stop one. */
export class ExpressionProcess {
  readonly exited: Promise<void>;
  readonly #limits: ExpressionLimits;
  readonly #child: ChildProcess;
  readonly #ready = Promise.withResolvers<void>();
  #pending: PromiseWithResolvers<unknown> | undefined;
  #endReason: ExpressionError | undefined;
  #isUsable = true;

  constructor(limits: ExpressionLimits) {
    this.#limits = limits;
    this.#child = fork(main, [limits.depth, limits.outputBytes, 2 * limits.timeMs].map(String), {
      execArgv: flags(limits),
      env: environment,
      // A session of its own: an interrupt at the terminal is for the host.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Whoever waits for a result keeps the program alive by its timer; an idle process must not.
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on('message', (message) => this.#receive(message));
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve(this.#onExit()));
      this.#child.on('error', (cause) => {
        this.end(new ExpressionError('expression_unavailable', `Its process failed: ${cause.message}`, { cause }));
        if (this.#child.pid === undefined) resolve(this.#onExit());
      });
    });
    const slow = () => new ExpressionError('expression_unavailable', 'Its process did not start in time. Try again.');
    const timer = setTimeout(() => this.end(slow()), startTimeoutMs);
    const stop = () => clearTimeout(timer);
    this.#ready.promise.then(stop, stop);
  }

  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Throws an ExpressionError; after one that ended the process, it is not usable any more. */
  async evaluate(question: Question): Promise<unknown> {
    await this.#ready.promise;
    const pending = Promise.withResolvers<unknown>();
    this.#pending = pending;
    // By the immediate, a result that waited for a program that was itself held up has been read.
    const timer = setTimeout(
      () => setImmediate(() => this.#pending === pending && this.end(this.#tooSlow())),
      this.#limits.timeMs,
    );
    try {
      this.#child.send(question);
      return await pending.promise;
    } catch (cause) {
      if (cause instanceof ExpressionError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ExpressionError('expression_failed', `The input cannot be written as JSON: ${reason}`, { cause });
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
    }
  }

  /** Ends the process at once; an evaluation under way ends with the reason. */
  end(reason?: ExpressionError): void {
    this.#isUsable = false;
    this.#endReason ??= reason;
    // Whoever waits for the end shall not be cut short by the end of the program.
    this.#child.ref();
    this.#child.kill('SIGKILL');
  }

  #receive(message: unknown): void {
    const { data: answer } = Answer.safeParse(message);
    if (!answer) this.end(new ExpressionError('expression_failed', 'It gave something that is not a result.'));
    else if (answer.type === 'ready') this.#ready.resolve();
    else this.#settle(answer);
  }

  #settle(answer: Exclude<Answer, { type: 'ready' }>): void {
    if (answer.type === 'problem') this.#pending?.reject(new ExpressionError(answer.code, answer.detail, answer));
    else this.#pending?.resolve(answer.json === undefined ? undefined : JSON.parse(answer.json));
  }

  #onExit(): void {
    this.#isUsable = false;
    const { memoryMegabytes } = this.#limits;
    const [code, detail]: [ExpressionErrorCode, string] = this.#pending
      ? ['expression_too_large', `It needed more than ${memoryMegabytes} MB of memory. Let it work on less at once.`]
      : ['expression_unavailable', 'The process for expressions ended before it was ready. Try again.'];
    const error = this.#endReason ?? new ExpressionError(code, detail);
    this.#ready.reject(error);
    this.#pending?.reject(error);
  }

  #tooSlow(): ExpressionError {
    const detail = `It was ended after ${this.#limits.timeMs} ms. Check it for an endless loop, or let it work on less at once.`;
    return new ExpressionError('expression_too_slow', detail);
  }
}

/**
 * What is left to code in the process: no files to write, no processes, no workers, no addons, no code from text, no prototypes
 * to reach or to change, and regular expressions that end.
 */
function flags({ memoryMegabytes }: ExpressionLimits): string[] {
  return [
    ...process.execArgv.filter((argument) => argument.startsWith('--conditions=')),
    '--permission',
    '--allow-fs-read=*',
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--frozen-intrinsics',
    '--enable-experimental-regexp-engine-on-excessive-backtracks',
    `--max-old-space-size=${memoryMegabytes}`,
  ];
}
