import { createRequire } from 'node:module';
import { CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { Session } from './session.ts';
import { isSupportedNode } from './supported-node.ts';
import type { Surroundings } from './terminal.ts';

type Runner = Surroundings & Pick<NodeJS.Process, 'on' | 'exit'>;

/** Runs one command line and returns the exit code. */
export async function main(parameters: readonly string[], runner: Runner): Promise<number> {
  const session = new Session(runner, parameters.includes('--json'));
  listen(session, runner);
  if (!isSupportedNode(process.versions.node))
    session.terminal.warn(`Node.js ${process.versions.node} is not supported: use 24.11 or newer.`);
  try {
    await createProgram(session, readVersion()).parseAsync(parameters.length > 0 ? parameters : ['--help'], { from: 'user' });
    session.terminal.close();
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return answerHelp(session, error);
    const failure = withRemedy(toCommandError(session, error));
    session.terminal.fail(failure, session.isStreaming);
    return failure.exitCode;
  }
}

/** `--help` and `--version` end commander as errors do, with exit code 0. */
function answerHelp({ terminal, helpText }: Session, { code, exitCode }: CommanderError): number {
  const text = helpText.trimEnd();
  terminal.answer(code === 'commander.version' ? { version: text } : { help: text }, () => text);
  return exitCode;
}

function listen(session: Session, runner: Runner): void {
  runner.on('SIGINT', () => {
    // The second time nobody wants to wait for a clean end.
    if (session.signal.aborted) runner.exit(exitCodes.cancelled);
    session.stop();
  });
  // The reader of a pipe, such as `head`, has seen enough.
  runner.stdout.on('error', (error: NodeJS.ErrnoException) =>
    runner.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failed),
  );
}

function toCommandError({ signal, options }: Session, error: unknown): CommandError {
  if (signal.aborted && signal.reason instanceof CommandError) return signal.reason;
  if (error instanceof CommandError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const contract = {
    code: 'unexpected',
    title: 'Something went wrong inside mortise',
    detail: options.verbose ? (cause.stack ?? cause.message) : cause.message,
    do: [{ label: 'See where', command: 'add --verbose to the command' }],
    retryable: false,
  };
  return new CommandError(exitCodes.failed, contract, { cause });
}

/** Where nothing else is known to help, a look at the surroundings may; it never does about what was typed. */
function withRemedy(error: CommandError): CommandError {
  const { contract, exitCode } = error;
  const isTyped = exitCode === exitCodes.usage || exitCode === exitCodes.cancelled;
  if (contract.do.length > 0 || isTyped) return error;
  const remedy = { label: 'Check this machine, this folder and its host', command: 'mortise doctor' };
  return new CommandError(exitCode, { ...contract, do: [remedy] }, { cause: error });
}

function readVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
