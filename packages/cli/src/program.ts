import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { defineCommand } from './command.ts';
import { usageError } from './command-error.ts';
import { auditCommand } from './commands/audit.ts';
import { callCommand } from './commands/call.ts';
import { connectionsCommand } from './commands/connections.ts';
import { doctorCommand } from './commands/doctor.ts';
import { failedCommand } from './commands/failed.ts';
import { helpCommand } from './commands/help.ts';
import { keysCommand } from './commands/keys.ts';
import { listCommand } from './commands/list.ts';
import { pluginCommand } from './commands/plugin.ts';
import { processCommand } from './commands/process.ts';
import { runsCommand } from './commands/runs.ts';
import { servicesCommand } from './commands/services.ts';
import { startCommand } from './commands/start.ts';
import { tenantsCommand } from './commands/tenants.ts';
import { tokensCommand } from './commands/tokens.ts';
import { triggersCommand } from './commands/triggers.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import type { Session } from './session.ts';

/** Every command with its options. What a command needs to run is loaded when it runs. */
export function createProgram(session: Session, version: string): Command {
  const program = defineCommand('mortise', 'Starts a Mortise host and talks to it', ['mortise start', 'mortise list'])
    .helpCommand(false)
    .version(version, '--version', 'print the version')
    .option('--json', 'answer in JSON, for scripts')
    .option('--host <url>', 'address of the host (default: the one of this folder, on this machine)')
    .option('--cwd <folder>', 'work in this folder')
    .option('--quiet', 'print no progress and no hints')
    .option('--verbose', 'print more on stderr')
    .hook('preAction', (_program, command) => {
      session.options = command.optsWithGlobals();
      checkFolder(session);
    });
  for (const command of [
    startCommand(session),
    listCommand(session),
    callCommand(session),
    connectionsCommand(session),
    servicesCommand(session),
    tokensCommand(session),
    tenantsCommand(session),
    keysCommand(session),
    auditCommand(session),
    pluginCommand(session),
    processCommand(session),
    triggersCommand(session),
    webhooksCommand(session),
    runsCommand(session),
    failedCommand(session),
    doctorCommand(session),
  ]) {
    program.addCommand(command);
  }
  program.addCommand(helpCommand(program));
  configure(program, session);
  return program;
}

function checkFolder({ directory, options }: Session): void {
  if (options.cwd === undefined || statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  throw usageError(`There is no such folder: ${directory}.`);
}

function configure(command: Command, session: Session): void {
  command
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        session.helpText += text;
      },
      // Reported as any other error, in words or in JSON.
      writeErr: () => {},
      outputError: () => {},
    })
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw usageError(sentence(error.code, error.message), [suggestion(error.message), help(command)].flat());
    });
  for (const child of command.commands) configure(child, session);
}

function sentence(code: string, message: string): string {
  if (code === 'commander.help') return 'Name what to do: this command has commands of its own.';
  const text = message.replace(/^error: /, '').replace(/\s*\(Did you mean [^)]*\)/, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}

function suggestion(message: string) {
  const words = /\(Did you mean (?:one of )?(?<words>[^)]*)\?\)/.exec(message)?.groups?.['words'];
  return words === undefined ? [] : [{ label: `Did you mean ${words}?` }];
}

function help(command: Command) {
  const names = [];
  for (let current: Command | null = command; current; current = current.parent) names.unshift(current.name());
  return [{ label: 'See what it takes', command: `${names.join(' ')} --help` }];
}
