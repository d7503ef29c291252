import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';
import { addTokenOptions, answerToken, newToken, type TokenOptions } from './token-options.ts';

export function tenantsCommand(session: Session): Command {
  return defineCommand('tenants', 'Make tenants, list and remove them; for the operator of the host', [
    'mortise tenants add acme',
    'mortise tenants list',
  ])
    .addCommand(addCommand(session))
    .addCommand(listCommand(session))
    .addCommand(tokenCommand(session))
    .addCommand(removeCommand(session));
}

function addCommand(session: Session): Command {
  return defineCommand('add', 'Make a tenant, and print a token for its first admin', [
    'mortise tenants add acme',
    'mortise tenants add "Acme Ltd" --json',
  ])
    .argument('<name>', 'how it is called')
    .action(async (name: string) => {
      const { token: accessToken, ...tenant } = await (await session.host()).addTenant(name);
      answerToken(session.terminal, { tenant, accessToken }, accessToken, ` of ${tenant.name}`);
      session.terminal.next('mortise tenants list');
    });
}

function listCommand(session: Session): Command {
  return defineCommand('list', 'List tenants', ['mortise tenants list', 'mortise tenants list --json']).action(async () => {
    const { terminal } = session;
    const items = await (await session.host()).tenants();
    const columns = [
      { title: 'Name', value: ({ name }: (typeof items)[number]) => name },
      { title: 'Since', value: ({ createdAt }: (typeof items)[number]) => createdAt.slice(0, 10) },
      { title: 'Id', value: ({ id }: (typeof items)[number]) => id },
    ];
    terminal.answer({ items }, () => table(items, columns, terminal.width));
    terminal.next('mortise tenants add <name>');
  });
}

function tokenCommand(session: Session): Command {
  const command = defineCommand('token', 'Make an access token of a tenant, whose admins have lost theirs', [
    'mortise tenants token acme --name "New admin"',
    'mortise tenants token acme --role viewer --days 7',
  ])
    .argument('<name or id>', 'the tenant')
    .option('--name <name>', 'what the token is for', 'Made by the operator');
  return addTokenOptions(command, 'admin').action((word: string, options: TokenOptions & { readonly name: string }) =>
    makeToken(session, word, options),
  );
}

async function makeToken(session: Session, word: string, options: TokenOptions & { readonly name: string }): Promise<void> {
  const { findNamed } = await import('../host/find-named.ts');
  const host = await session.host();
  const tenant = findNamed('tenant', await host.tenants(), word, (meant) => `mortise tenants token ${shellWord(meant)}`);
  const accessToken = await host.addTenantToken(tenant.id, newToken(options.name, options));
  answerToken(session.terminal, { tenant, accessToken }, accessToken, ` of ${tenant.name}`);
  session.terminal.next('mortise tenants list');
}

function removeCommand(session: Session): Command {
  return defineCommand('remove', 'Delete a tenant and all that is kept of it', [
    'mortise tenants remove acme',
    'mortise tenants remove acme --yes',
  ])
    .argument('<name or id>', 'the tenant')
    .option('--yes', 'do not ask')
    .action((word: string, { yes }: { readonly yes?: true }) => removeTenant(session, word, yes));
}

async function removeTenant(session: Session, word: string, yes: true | undefined): Promise<void> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const { findNamed } = await import('../host/find-named.ts');
  const again = (meant: string) => `mortise tenants remove ${shellWord(meant)} --yes`;
  requireConfirmation(session, { yes, again: again(word) });
  const host = await session.host();
  const tenant = findNamed('tenant', await host.tenants(), word, again);
  const question = `Delete ${tenant.name}, with its connections, tokens, files and history? There is no way back.`;
  await confirm(session, { yes, question });
  await host.removeTenant(tenant.id);
  session.terminal.answer({ tenant }, () => `Deleted ${tenant.name}.`);
  session.terminal.next('mortise tenants list');
}
