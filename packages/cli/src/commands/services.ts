import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { Service } from '../host/answers.ts';
import { momentOf } from '../moment.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';

export function servicesCommand(session: Session): Command {
  return defineCommand('services', 'Let services of your own join the host, list and remove them', [
    'mortise services list',
    'mortise services approve shop',
  ])
    .addCommand(listCommand(session))
    .addCommand(approveCommand(session))
    .addCommand(removeCommand(session));
}

function listCommand(session: Session): Command {
  return defineCommand('list', 'List services, those first that wait for approval', [
    'mortise services list',
    'mortise services list --json',
  ]).action(async () => {
    const { terminal } = session;
    const items = (await (await session.host()).services()).sort(
      (a, b) => Number(b.code !== undefined) - Number(a.code !== undefined),
    );
    const columns = [
      { title: 'Name', value: ({ name }: Service) => name },
      { title: 'Status', value: statusOf },
      { title: 'Code', value: ({ code }: Service) => code },
      { title: 'Instances', value: ({ instances }: Service) => String(instances) },
      { title: 'Actions', value: ({ actions }: Service) => String(actions.length) },
      { title: 'Last seen', value: ({ seenAt }: Service) => seenAt && momentOf(seenAt) },
      { title: 'Id', value: ({ id }: Service) => id },
    ];
    terminal.answer({ items }, () =>
      items.length > 0 ? [table(items, columns, terminal.width), ...items.flatMap(breaks)].join('\n') : 'There is no service.',
    );
    const waiting = items.find(({ code }) => code !== undefined);
    if (waiting) terminal.next(`mortise services approve ${shellWord(waiting.name)}`);
  });
}

/** A new version may wait beside one that is in. */
function statusOf({ status, code }: Service): string {
  return status !== 'pending' && code !== undefined ? `${status}, another waits` : status;
}

/** What the last change of a service's contract breaks, as sentences. */
function breaks({ name, changes = [] }: Service): string[] {
  return changes
    .filter(({ breaking }) => breaking)
    .map(({ action, change, processes }) => {
      const used = processes.length === 1 ? '1 process' : `${processes.length} processes`;
      return `${name}: ${action}: ${change} (${used})`;
    });
}

function approveCommand(session: Session): Command {
  return defineCommand('approve', 'Let a service in; compare its code with the one that it shows', [
    'mortise services approve shop',
    'mortise services approve --code K7QM-2XPA',
  ])
    .argument('[name or id]', 'the service; may be left out with a code')
    .option('--code <code>', 'that the service shows: nothing is asked then')
    .action(async (word: string | undefined, { code }: { readonly code?: string }) => {
      const approved = word === undefined ? await approveByCode(session, code) : await approve(session, word, code);
      session.terminal.answer({ service: approved }, () => `${approved.name} is in. It offers ${approved.actions.join(', ')}.`);
      session.terminal.next(`mortise call ${approved.actions[0] ?? ''}`);
    });
}

/** Those who are not the operator do not see who waits: they know the code from the service itself. */
async function approveByCode(session: Session, code: string | undefined): Promise<Service> {
  if (code === undefined) throw usageError('Name the service, or give the code that it shows with --code.');
  return (await session.host()).approveServiceByCode(code);
}

async function approve(session: Session, word: string, code: string | undefined): Promise<Service> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const { findNamed } = await import('../host/find-named.ts');
  const again = (meant: string) => `mortise services approve ${shellWord(meant)} --code <code>`;
  const yes = code === undefined ? undefined : true;
  requireConfirmation(session, { yes, again: again(word) });
  const host = await session.host();
  const waiting = (await host.services()).filter(({ code: shown }) => shown !== undefined);
  const service = findNamed('service', waiting, word, again);
  if (code !== undefined && code !== service.code) {
    throw usageError(
      `${service.name} shows another code to the host than ${code}. Something may stand between them: do not approve it.`,
    );
  }
  await confirm(session, { yes, question: `Does ${service.name} show the code ${service.code ?? ''}? Then let it in` });
  return host.approveService(service.id, service.code ?? '');
}

function removeCommand(session: Session): Command {
  return defineCommand('remove', 'Remove a service and end its connections', [
    'mortise services remove shop',
    'mortise services remove shop --yes',
  ])
    .argument('<name or id>', 'the service')
    .option('--yes', 'do not ask')
    .action((word: string, { yes }: { readonly yes?: true }) => remove(session, word, yes));
}

async function remove(session: Session, word: string, yes: true | undefined): Promise<void> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const { findNamed } = await import('../host/find-named.ts');
  const again = (meant: string) => `mortise services remove ${shellWord(meant)} --yes`;
  requireConfirmation(session, { yes, again: again(word) });
  const host = await session.host();
  const service = findNamed('service', await host.services(), word, again);
  await confirm(session, { yes, question: `Remove ${service.name}? Steps that use it fail from then on.` });
  await host.removeService(service.id);
  session.terminal.answer({ service }, () => `Removed ${service.name}.`);
  session.terminal.next('mortise services list');
}
