import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

export function removeCommand(session: Session): Command {
  return defineCommand('remove', 'Forget a connection and its secrets', [
    'mortise connections remove demo',
    'mortise connections remove demo --yes',
  ])
    .argument('<name or id>', 'the connection')
    .option('--yes', 'do not ask')
    .action((word: string, { yes }: { readonly yes?: true }) => removeConnection(session, word, yes));
}

async function removeConnection(session: Session, word: string, yes: true | undefined): Promise<void> {
  const { terminal } = session;
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const again = (meant: string) => `mortise connections remove ${shellWord(meant)} --yes`;
  requireConfirmation(session, { yes, again: again(word) });
  const host = await session.host();
  const { findConnection } = await import('../host/find-connection.ts');
  const connection = await findConnection(host, word, again);
  const question = `Remove ${connection.name} (${connection.application})? What runs through it stops working.`;
  await confirm(session, { yes, question });
  await host.removeConnection(connection.id);
  terminal.answer({ connection }, () => `Removed ${connection.name} (${connection.application}).`);
  terminal.next('mortise connections list');
}
