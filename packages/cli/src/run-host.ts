import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Host } from '@mortise/host';
import { isMortiseError } from '@mortise/sdk';
import { CommandError } from './command-error.ts';
import type { StartOptions } from './commands/start.ts';
import { exitCodes } from './exit-codes.ts';
import type { Plugin } from './host/answers.ts';
import { followPlugins } from './host/follow-plugins.ts';
import { HostClient } from './host/host-client.ts';
import { HostTransport } from './host/host-transport.ts';
import { addressFile } from './host/open-host.ts';
import { forgetSettings, noteSettings } from './host/settings-note.ts';
import { pluginChanges } from './plugin-changes.ts';
import { pluginTable } from './plugin-table.ts';
import type { Session } from './session.ts';

/** Runs a host until a signal ends it. */
export async function runHost(session: Session, options: StartOptions): Promise<void> {
  session.isStreaming = true;
  const { terminal, signal, dataDirectory } = session;
  // Stays for good: whoever ends a group of processes may say so more than once.
  const terminated = new Promise<void>((resolve) => process.on('SIGTERM', () => resolve()));
  const host = await start(session, options);
  const note = join(dataDirectory, addressFile);
  await writeFile(note, `${host.url}\n`, { mode: 0o600 });
  const { env } = session.surroundings;
  await noteSettings(dataDirectory, host.url, { ...env, MORTISE_RUNNER: options.runner ?? env['MORTISE_RUNNER'] });
  const following = new AbortController();
  try {
    await greet(session, host, following.signal);
    const stopped = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => stopped.resolve());
    if (!signal.aborted) await Promise.race([stopped.promise, terminated]);
    terminal.note('stopping  calls that are running are finished first; Ctrl-C again cuts them off');
  } finally {
    await rm(note, { force: true });
    await forgetSettings(dataDirectory);
    // The host ends the stream of its events itself; one that we break off would keep it waiting.
    await host.close();
    following.abort();
  }
  terminal.event('result', { ok: true, data: { address: host.url } });
  session.exitCode = signal.aborted ? exitCodes.cancelled : exitCodes.ok;
}

async function start(session: Session, { port, runner, logLevel }: StartOptions): Promise<Host> {
  const { directory, dataDirectory, surroundings, options } = session;
  const { env, stderr } = surroundings;
  const { startHost } = await import('@mortise/host');
  try {
    return await startHost({
      // As words of the environment, where the host checks them as it checks all others.
      environment: {
        ...env,
        MORTISE_LOG_LEVEL: logLevel ?? (options.verbose ? 'info' : env['MORTISE_LOG_LEVEL'] || 'error'),
        ...(runner !== undefined && { MORTISE_RUNNER: runner }),
      },
      projectDirectory: resolve(directory, env['MORTISE_PROJECT_DIR'] || '.'),
      dataDirectory,
      logTo: { write: (line) => void stderr.write(line) },
      ...(port !== undefined && { port }),
    });
  } catch (error) {
    if (!isMortiseError(error)) throw error;
    const contract = error.toJSON();
    const remedies =
      contract.do.length > 0 ? contract.do : [{ label: 'Check this machine and folder', command: 'mortise doctor' }];
    throw new CommandError(exitCodes.failed, { ...contract, do: remedies }, { cause: error });
  }
}

/** Says what is there, and from then on what comes and goes. */
async function greet(
  { terminal, signal }: Session,
  { url, adminToken, signInLink }: Host,
  following: AbortSignal,
): Promise<void> {
  const client = new HostClient(new HostTransport({ address: url, token: adminToken, signal }));
  const [plugins, connections] = await Promise.all([client.plugins(), client.connections()]);
  const list = plugins.length > 0 ? `\n\n${pluginTable(plugins, terminal)}` : '\n\nNo plugin is installed.';
  terminal.event('ready', { data: { address: url, plugins } }, `Mortise runs at ${url}   (Ctrl-C stops it)${list}`);
  // Only for who sits here: a stream of JSON lines ends up in logs.
  terminal.note(`sign in  ${signInLink()}   (once, within 30 minutes)`);
  terminal.next(
    nextStep(
      plugins,
      connections.map(({ application }) => application),
    ),
  );
  terminal.close();
  void followPlugins(client, plugins, following, (before, after) => {
    for (const line of pluginChanges(before, after)) terminal.note(line);
  });
}

function nextStep(plugins: readonly Plugin[], connected: readonly string[]): string {
  const applications = plugins.flatMap(({ status, application }) => (status === 'ready' && application ? [application] : []));
  const [first] = applications;
  if (first === undefined) return 'pnpm add <plugin>   (in another terminal; it appears here without a restart)';
  const open = applications.find((application) => !connected.includes(application));
  return `${open ? `mortise connections add ${open}` : `mortise list --application ${first}`}   (in another terminal)`;
}
