import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { defineCommand } from '../command.ts';
import { CommandError, usageError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { isPort } from '../port.ts';
import type { Session } from '../session.ts';

export interface StartOptions {
  readonly port?: number;
  readonly runner?: 'process' | 'inline';
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

export function startCommand(session: Session): Command {
  return defineCommand('start', 'Run a host for the project in this folder, until Ctrl-C', [
    'mortise start',
    'mortise start --port 8080 --verbose',
  ])
    .option('--port <number>', 'port to listen on (default: MORTISE_PORT, or 4310)', readPort)
    .addOption(
      new Option('--runner <kind>', 'where plugins run (default: MORTISE_RUNNER, or process)').choices(['process', 'inline']),
    )
    .addOption(
      new Option('--log-level <level>', 'print the log of the host from this level on').choices([
        'debug',
        'info',
        'warn',
        'error',
      ]),
    )
    .action(async (options: StartOptions) => {
      if (session.options.host !== undefined)
        throw usageError('--host names a host to talk to. Where a new one listens is said by MORTISE_HOST.');
      session.isStreaming = true;
      await requireProject(session);
      const { runHost } = await import('../run-host.ts');
      await runHost(session, options);
    });
}

/** Looks before the host does: a start in the wrong folder must leave no keys there. */
async function requireProject({ directory, surroundings: { env } }: Session): Promise<void> {
  const { projectProblem } = await import('../doctor/project-problem.ts');
  const problem = await projectProblem(resolve(directory, env['MORTISE_PROJECT_DIR'] || '.'));
  if (problem === undefined) return;
  throw new CommandError(exitCodes.failed, {
    code: 'invalid_configuration',
    title: 'There is no project here',
    detail: problem,
    do: [
      { label: 'Name the folder of your project', command: 'mortise start --cwd <folder>' },
      { label: 'Make one here', command: 'pnpm init' },
    ],
    retryable: false,
  });
}

function readPort(text: string): number {
  if (isPort(text)) return Number(text);
  throw new InvalidArgumentError('It takes a number from 0 to 65535.');
}
