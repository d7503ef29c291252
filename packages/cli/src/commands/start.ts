import { type Command, InvalidArgumentError, Option } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
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
      const { runHost } = await import('../run-host.ts');
      await runHost(session, options);
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It takes a number from 0 to 65535.');
}
