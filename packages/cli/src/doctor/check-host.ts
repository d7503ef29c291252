import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Plugin, Readiness } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

export interface CheckedHost {
  readonly findings: readonly Diagnosis[];
  readonly isReady: boolean;
  readonly address?: string;
  /** Of its database; see {@link Readiness}. */
  readonly weakSettings?: readonly string[] | undefined;
  /** As the host sees them, where it lets us. */
  readonly plugins?: readonly Plugin[];
}

/** Whether a host answers, is ready, and knows us. */
export async function checkHost(open: () => Promise<HostClient>): Promise<CheckedHost> {
  const host = await ask('host', open);
  if ('check' in host) return { findings: [host], isReady: false };
  const readiness = await ask('host', () => host.readiness());
  if ('check' in readiness) return { findings: [readiness], isReady: false };
  const plugins = await ask('token', () => host.plugins());
  const { address } = host;
  const state = readiness.ready
    ? green('host', `${address} is ready`)
    : red('host', `${address} is not ready${reason(readiness)}.`, 'Read the log of the host.');
  const checked = { address, isReady: readiness.ready, weakSettings: readiness.weakSettings };
  return 'check' in plugins
    ? { ...checked, findings: [state, plugins] }
    : { ...checked, findings: [state, green('token', 'opens the host')], plugins };
}

function reason({ database, draining }: Readiness): string {
  if (draining) return ': it is stopping';
  return database === 'ok' ? '' : `: its database is ${database}`;
}

async function ask<Answer extends object>(check: string, question: () => Promise<Answer>): Promise<Answer | Diagnosis> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof CommandError) || error.exitCode === exitCodes.cancelled) throw error;
    const { code, detail, title, do: remedies } = error.contract;
    if (code === 'invalid_port') return yellow(check, `Not checked: ${detail}`, 'Correct MORTISE_PORT, or unset it.');
    if (error.exitCode === exitCodes.usage) throw error;
    if (error.exitCode === exitCodes.hostUnreachable) return yellow(check, `No host runs here. ${detail}`, 'mortise start');
    if (error.exitCode === exitCodes.signIn) return red(check, title, 'Set MORTISE_TOKEN to the token of that host.');
    return red(check, `${title}. ${detail}`, remedies[0]?.command ?? 'Read the log of the host.');
  }
}
