import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';
import { addTokenOptions, answerToken, newToken, type TokenOptions } from './token-options.ts';

export function tokensCommand(session: Session): Command {
  return defineCommand('tokens', 'Make access tokens for programs and people, list and revoke them', [
    'mortise tokens add nightly --role editor --scope actions',
    'mortise tokens list',
  ])
    .addCommand(addCommand(session))
    .addCommand(listCommand(session))
    .addCommand(removeCommand(session));
}

function addCommand(session: Session): Command {
  const command = defineCommand('add', 'Make an access token and print it', [
    'mortise tokens add nightly --role editor --scope actions',
    'mortise tokens add mine --days 7 --quiet',
  ]).argument('<name>', 'what it is for');
  return addTokenOptions(command, 'viewer').action(async (name: string, options: TokenOptions) => {
    const host = await session.host();
    const accessToken = await host.addAccessToken(newToken(name, options));
    answerToken(session.terminal, { accessToken }, accessToken);
    session.terminal.next('mortise tokens list');
  });
}

function listCommand(session: Session): Command {
  return defineCommand('list', 'List access tokens', ['mortise tokens list', 'mortise tokens list --json']).action(async () => {
    const { terminal } = session;
    const items = await (await session.host()).accessTokens();
    const columns = [
      { title: 'Name', value: ({ name }: (typeof items)[number]) => name },
      { title: 'Role', value: ({ role }: (typeof items)[number]) => role },
      { title: 'Limited to', value: ({ scopes }: (typeof items)[number]) => scopes?.join(', ') },
      { title: 'Until', value: ({ expiresAt }: (typeof items)[number]) => expiresAt?.slice(0, 10) ?? 'no end' },
      { title: 'Last used', value: ({ lastUsedAt }: (typeof items)[number]) => lastUsedAt?.slice(0, 10) ?? 'never' },
      { title: 'Id', value: ({ id }: (typeof items)[number]) => id },
    ];
    terminal.answer({ items }, () => (items.length > 0 ? table(items, columns, terminal.width) : 'There is no access token.'));
    terminal.next('mortise tokens add <name>');
  });
}

function removeCommand(session: Session): Command {
  return defineCommand('remove', 'Revoke an access token and those made with it; they open nothing from then on', [
    'mortise tokens remove nightly',
    'mortise tokens remove nightly --yes',
  ])
    .argument('<name or id>', 'the token')
    .option('--yes', 'do not ask')
    .action((word: string, { yes }: { readonly yes?: true }) => revoke(session, word, yes));
}

async function revoke(session: Session, word: string, yes: true | undefined): Promise<void> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const { findNamed } = await import('../host/find-named.ts');
  const again = (meant: string) => `mortise tokens remove ${shellWord(meant)} --yes`;
  requireConfirmation(session, { yes, again: again(word) });
  const host = await session.host();
  const accessToken = findNamed('token', await host.accessTokens(), word, again);
  await confirm(session, { yes, question: `Revoke ${accessToken.name}? Whoever uses it is locked out.` });
  await host.removeAccessToken(accessToken.id);
  session.terminal.answer({ accessToken }, () => `Revoked ${accessToken.name}.`);
  session.terminal.next('mortise tokens list');
}
