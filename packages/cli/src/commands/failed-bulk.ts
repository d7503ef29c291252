import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { HostClient } from '../host/host-client.ts';
import type { Job } from '../host/run-answers.ts';
import type { FailedFilter, ReplayVersion } from '../host/run-client.ts';
import { optionWords } from '../option-words.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { addFilterOptions, withProcessId } from './failed-filter.ts';

interface ReplayOptions extends FailedFilter {
  readonly as: ReplayVersion;
  readonly yes?: true;
}

interface DiscardOptions extends FailedFilter {
  readonly reason: string;
  readonly yes?: true;
}

const askEveryMs = 500;

export function replayCommand(session: Session): Command {
  const command = defineCommand('replay', 'Replay a failed message from its step, or all of a kind', [
    'mortise failed replay Jw0b9cV1',
    'mortise failed replay --process new-orders --code network --yes',
  ]).argument('[id]', 'the message; without it, all that the options say');
  return addFilterOptions(command)
    .addOption(new Option('--as <version>', 'the version of the process').choices(['same', 'latest']).default('same'))
    .option('--yes', 'do not ask')
    .action((id: string | undefined, { as, yes, ...filter }: ReplayOptions) =>
      id === undefined ? replayAll(session, filter, as, yes) : replayOne(session, id, filter, as),
    );
}

export function discardCommand(session: Session): Command {
  const command = defineCommand('discard', 'Give a failed message up, or all of a kind', [
    `mortise failed discard Jw0b9cV1 --reason 'A test order'`,
    `mortise failed discard --process new-orders --step invoice --reason 'Billed by hand' --yes`,
  ]).argument('[id]', 'the message; without it, all that the options say');
  return addFilterOptions(command)
    .requiredOption('--reason <text>', 'why; it stays in the history')
    .option('--yes', 'do not ask')
    .action((id: string | undefined, { reason, yes, ...filter }: DiscardOptions) =>
      id === undefined ? discardAll(session, filter, reason, yes) : discardOne(session, id, filter, reason),
    );
}

async function replayOne(session: Session, id: string, filter: FailedFilter, version: ReplayVersion): Promise<void> {
  refuseBoth(filter);
  const message = await (await session.host()).runs.replay(id, version);
  session.terminal.answer({ message }, () => `Replayed ${message.id}.`);
  session.terminal.next(`mortise runs show ${shellWord(message.run)}`);
}

async function discardOne(session: Session, id: string, filter: FailedFilter, reason: string): Promise<void> {
  refuseBoth(filter);
  await (await session.host()).runs.discard(id, reason);
  session.terminal.answer({ message: { id } }, () => `Discarded ${id}.`);
  session.terminal.next('mortise failed list');
}

async function replayAll(session: Session, filter: FailedFilter, version: ReplayVersion, yes: true | undefined): Promise<void> {
  const again = `mortise failed replay${optionWords(filter)}${version === 'same' ? '' : ` --as ${version}`} --yes`;
  const host = await confirmed(session, filter, { yes, again, what: 'Replay' });
  const job = await host.runs.replayAll(await withProcessId(host, filter), version);
  await follow(session, host, job, 'Replayed');
}

async function discardAll(session: Session, filter: FailedFilter, reason: string, yes: true | undefined): Promise<void> {
  const again = `mortise failed discard${optionWords(filter)} --reason ${shellWord(reason)} --yes`;
  const host = await confirmed(session, filter, { yes, again, what: 'Discard for good' });
  const job = await host.runs.discardAll(await withProcessId(host, filter), reason);
  await follow(session, host, job, 'Discarded');
}

async function confirmed(
  session: Session,
  filter: FailedFilter,
  { yes, again, what }: { readonly yes: true | undefined; readonly again: string; readonly what: string },
): Promise<HostClient> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  requireConfirmation(session, { yes, again });
  const host = await session.host();
  const words = optionWords(filter).trim();
  await confirm(session, { yes, question: `${what} all failed messages${words ? ` of ${words}` : ''}?` });
  return host;
}

/** Until the job ends. It goes on in the host where nobody waits for it any more. */
async function follow(session: Session, host: HostClient, job: Job, done: string): Promise<void> {
  const { terminal, signal } = session;
  let now = job;
  while (now.state === 'running') {
    await sleep(askEveryMs, undefined, { signal });
    now = await host.runs.job(job.id);
    terminal.note(`${now.done} of ${now.total}`);
  }
  const { error } = now;
  terminal.answer({ job: now }, () => `${done} ${now.done} of ${now.total}.${error ? ` Then: ${error.detail}` : ''}`);
  if (now.state !== 'done') session.exitCode = exitCodes.failed;
  terminal.next('mortise failed list');
}

function refuseBoth(filter: FailedFilter): void {
  if (Object.keys(filter).length === 0) return;
  throw usageError('Name one message, or say by options which ones are meant; not both.');
}
