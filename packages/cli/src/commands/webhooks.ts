import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { SecretOptions } from '../form/one-secret.ts';
import type { Delivery, Webhook } from '../host/trigger-answers.ts';
import type { PageQuery } from '../host/trigger-client.ts';
import { momentOf } from '../moment.ts';
import { optionWords } from '../option-words.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';
import { type ListOptions, narrow, withListOptions } from './triggers.ts';

interface SecretChoice extends SecretOptions {
  readonly new?: true;
}

export function webhooksCommand(session: Session): Command {
  return defineCommand('webhooks', 'See the webhooks of processes, enter their secrets, replay deliveries', [
    'mortise webhooks list',
    'mortise webhooks secret 019a2b3c4d5e6f --secret -',
  ])
    .addCommand(listCommand(session))
    .addCommand(showCommand(session))
    .addCommand(secretCommand(session))
    .addCommand(subscribeCommand(session))
    .addCommand(deliveriesCommand(session))
    .addCommand(replayCommand(session));
}

function listCommand(session: Session): Command {
  const command = defineCommand('list', 'List the webhooks of published processes', [
    'mortise webhooks list',
    'mortise webhooks list --process new-orders',
  ]);
  return withListOptions(command).action((options: ListOptions) => list(session, options));
}

async function list(session: Session, options: ListOptions): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { names, filter } = await narrow(host, 'webhooks', options);
  const { items, next } = await host.triggers.webhooks(filter);
  const columns = [
    { title: 'State', value: ({ state }: Webhook) => state },
    { title: 'Process', value: ({ process }: Webhook) => names.get(process) ?? process },
    { title: 'Step', value: ({ step }: Webhook) => step },
    { title: 'Action', value: ({ action }: Webhook) => action },
    { title: 'Last request', value: ({ lastCall }: Webhook) => lastCall && `${momentOf(lastCall.at)} ${lastCall.result}` },
    { title: 'Problem', value: ({ problem }: Webhook) => problem && `${problem.code}: ${problem.detail}` },
    { title: 'Id', value: ({ id }: Webhook) => id },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'No published process has a webhook.',
  );
  const waiting = items.find(({ state }) => state === 'secret_needed');
  if (next !== undefined) terminal.next(`mortise webhooks list${optionWords({ ...options, before: next })}`);
  else if (waiting) terminal.next(`mortise webhooks show ${shellWord(waiting.id)}`);
}

function showCommand(session: Session): Command {
  return defineCommand('show', 'Show a webhook: its address, and what is to be entered at the service', [
    'mortise webhooks show 019a2b3c4d5e6f',
  ])
    .argument('<id>', 'the webhook')
    .action(async (id: string) => {
      const webhook = await (await session.host()).triggers.webhook(id);
      session.terminal.answer(webhook, () => describe(webhook).join('\n'));
      session.terminal.next(
        webhook.state === 'secret_needed'
          ? `mortise webhooks secret ${shellWord(id)} --secret -`
          : `mortise webhooks deliveries ${shellWord(id)}`,
      );
    });
}

function describe({
  state,
  action,
  step,
  url,
  verifyToken,
  managed,
  signature,
  secretFrom,
  problem,
  lastCall,
}: Webhook): string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['state', state],
    ['action', action],
    ['step', step],
    ['address', url],
    ['verify token', verifyToken],
    ['subscribed by', managed ? 'the host' : 'you, at the service: enter the address there'],
    ['signature', signature],
    ['secret', secretFrom],
    ['last request', lastCall && [momentOf(lastCall.at), lastCall.result, lastCall.detail].filter(Boolean).join('  ')],
    ['problem', problem && `${problem.code}: ${problem.detail}`],
  ];
  return rows.flatMap(([title, value]) => (value === undefined ? [] : [`${title.padEnd(14)} ${printable(value)}`]));
}

function secretCommand(session: Session): Command {
  return defineCommand('secret', 'Enter the signing secret that the service shows, or have one made to enter there', [
    'mortise webhooks secret 019a2b3c4d5e6f --secret -',
    'mortise webhooks secret 019a2b3c4d5e6f --secret-env STRIPE_WEBHOOK_SECRET',
    'mortise webhooks secret 019a2b3c4d5e6f --new',
  ])
    .argument('<id>', 'the webhook')
    .option('--secret <->', 'read the secret from stdin')
    .option('--secret-env <variable>', 'take the secret from an environment variable')
    .option('--new', 'have the host make one; it is shown this once')
    .action((id: string, options: SecretChoice) => setSecret(session, id, options));
}

async function setSecret(session: Session, id: string, options: SecretChoice): Promise<void> {
  const { terminal } = session;
  if ([options.secret, options.secretEnv, options.new].filter((option) => option !== undefined).length !== 1) {
    throw usageError('Give one of --secret -, --secret-env and --new.');
  }
  const { readSecret } = await import('../form/one-secret.ts');
  const made = await (await session.host()).triggers.setSecret(id, await readSecret(session, 'Signing secret', options));
  terminal.answer(made, () => made.secret ?? '✓ set. The one before is taken for another 24 hours.');
  terminal.next(`mortise webhooks show ${shellWord(id)}`);
}

function subscribeCommand(session: Session): Command {
  return defineCommand('subscribe', 'Ask the service again to deliver, where that went wrong or it has forgotten', [
    'mortise webhooks subscribe 019a2b3c4d5e6f',
  ])
    .argument('<id>', 'the webhook')
    .action(async (id: string) => {
      const webhook = await (await session.host()).triggers.subscribe(id);
      session.terminal.answer({ webhook }, () =>
        webhook.managed
          ? `${webhook.action} is ${webhook.state}.`
          : 'Nobody was asked: enter the address of this webhook at the service by hand.',
      );
      session.terminal.next(`mortise webhooks show ${shellWord(id)}`);
    });
}

function deliveriesCommand(session: Session): Command {
  return defineCommand('deliveries', 'List what was delivered in the last days, the newest first', [
    'mortise webhooks deliveries 019a2b3c4d5e6f',
  ])
    .argument('<id>', 'the webhook')
    .option('--before <place>', 'only what is older than a page that was shown')
    .option('--limit <number>', 'how many, at most 500 (default: 50)')
    .action((id: string, options: PageQuery) => listDeliveries(session, id, options));
}

async function listDeliveries(session: Session, id: string, options: PageQuery): Promise<void> {
  const { terminal } = session;
  const { items, next } = await (await session.host()).triggers.deliveries(id, options);
  const columns = [
    { title: 'Received', value: ({ receivedAt }: Delivery) => momentOf(receivedAt) },
    { title: 'Called', value: ({ deliveryId }: Delivery) => deliveryId },
    { title: 'Runs', value: ({ runs }: Delivery) => runs.join(' ') },
    { title: 'Other bodies', value: ({ otherBodies }: Delivery) => otherBodies || undefined },
    { title: 'Id', value: ({ id: delivery }: Delivery) => delivery },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'Nothing was delivered.',
  );
  if (next !== undefined)
    terminal.next(`mortise webhooks deliveries ${shellWord(id)}${optionWords({ ...options, before: next })}`);
  else if (items.length > 0) terminal.next(`mortise webhooks replay ${shellWord(id)} <delivery id>`);
}

function replayCommand(session: Session): Command {
  return defineCommand('replay', 'Start once more what a delivery has started, in the version that is published now', [
    'mortise webhooks replay 019a2b3c4d5e6f 019a2b3c4d5e70',
  ])
    .argument('<id>', 'the webhook')
    .argument('<delivery>', 'id of the delivery')
    .action(async (id: string, delivery: string) => {
      const replayed = await (await session.host()).triggers.replay(id, delivery);
      const [first] = replayed.runs;
      session.terminal.answer(replayed, () => `Started ${replayed.runs.join(', ')}.`);
      if (first !== undefined) session.terminal.next(`mortise runs show ${shellWord(first)}`);
    });
}
