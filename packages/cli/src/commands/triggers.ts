import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { HostClient } from '../host/host-client.ts';
import type { Trigger } from '../host/trigger-answers.ts';
import type { PageQuery, TriggerFilter } from '../host/trigger-client.ts';
import { momentOf } from '../moment.ts';
import { optionWords } from '../option-words.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';

/** What a list of things takes that belong to processes. */
export interface ListOptions extends PageQuery {
  /** By name or id. */
  readonly process?: string;
}

export function triggersCommand(session: Session): Command {
  return defineCommand('triggers', 'See what starts processes by itself: schedules, polls and webhooks', [
    'mortise triggers list',
  ]).addCommand(listCommand(session));
}

function listCommand(session: Session): Command {
  const command = defineCommand('list', 'List what starts processes by itself, and when it does next', [
    'mortise triggers list',
    'mortise triggers list --process new-orders',
  ]);
  return withListOptions(command).action((options: ListOptions) => list(session, options));
}

async function list(session: Session, options: ListOptions): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { names, filter } = await narrow(host, 'triggers', options);
  const { items, next } = await host.triggers.list(filter);
  const columns = [
    { title: 'State', value: ({ state, problem }: Trigger) => (problem ? '✗ failing' : state) },
    { title: 'Kind', value: ({ kind }: Trigger) => kind },
    { title: 'Process', value: ({ process }: Trigger) => names.get(process) ?? process },
    { title: 'Step', value: ({ step }: Trigger) => step },
    { title: 'Version', value: ({ version }: Trigger) => `v${version}` },
    { title: 'Next', value: ({ nextAt }: Trigger) => nextAt && momentOf(nextAt) },
    { title: 'Last', value: ({ lastAt }: Trigger) => lastAt && momentOf(lastAt) },
    { title: 'Problem', value: ({ problem }: Trigger) => problem && `${problem.code}: ${problem.detail}` },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'Nothing starts a process by itself.',
  );
  if (next !== undefined) terminal.next(`mortise triggers list${optionWords({ ...options, before: next })}`);
  else if (items.some(({ kind }) => kind === 'webhook')) terminal.next('mortise webhooks list');
}

export function withListOptions(command: Command): Command {
  return command
    .option('--process <name or id>', 'only those of this process')
    .option('--before <place>', 'only what follows a page that was shown')
    .option('--limit <number>', 'how many, at most 500 (default: 50)');
}

/** What the host is asked for, and the names of processes by their ids. */
export async function narrow(host: HostClient, what: 'triggers' | 'webhooks', { process: word, ...page }: ListOptions) {
  const [{ processNamed }, all] = await Promise.all([import('../host/find-process.ts'), host.processes.list()]);
  const command = (meant: string) => `mortise ${what} list --process ${shellWord(meant)}`;
  const filter: TriggerFilter = { ...page, ...(word !== undefined && { process: processNamed(all, word, command).id }) };
  return { filter, names: new Map(all.map(({ id, name }) => [id, name])) };
}
