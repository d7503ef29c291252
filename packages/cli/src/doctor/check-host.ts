import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Readiness } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

/** Whether a host answers, is ready, and knows us. */
export async function checkHost(host: HostClient): Promise<Diagnosis[]> {
  const readiness = await ask('host', () => host.readiness());
  if ('check' in readiness) return [readiness];
  const plugins = await ask('token', () => host.plugins());
  return [
    readiness.ready
      ? green('host', `${host.address} is ready`)
      : red('host', `${host.address} is not ready${reason(readiness)}.`, 'Read the log of the host.'),
    'check' in plugins ? plugins : green('token', 'opens the host'),
  ];
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
    const { detail, title, do: remedies } = error.contract;
    if (error.exitCode === exitCodes.hostUnreachable) return yellow(check, `No host runs here. ${detail}`, 'mortise start');
    if (error.exitCode === exitCodes.signIn) return red(check, title, 'Set MORTISE_TOKEN to the token of that host.');
    return red(check, `${title}. ${detail}`, remedies[0]?.command ?? 'Read the log of the host.');
  }
}
