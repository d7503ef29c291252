import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

export function deleteCommand(session: Session): Command {
  return defineCommand('delete', 'Delete a process and cancel its runs', [
    'mortise process delete new-orders',
    'mortise process delete new-orders --yes',
  ])
    .argument('<name or id>', 'the process')
    .option('--yes', 'do not ask')
    .action((word: string, { yes }: { readonly yes?: true }) => remove(session, word, yes));
}

async function remove(session: Session, word: string, yes: true | undefined): Promise<void> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  const { findProcess } = await import('../host/find-process.ts');
  const again = (meant: string) => `mortise process delete ${shellWord(meant)} --yes`;
  requireConfirmation(session, { yes, again: again(word) });
  const { processes } = await session.host();
  const process = await findProcess(processes, word, again);
  await confirm(session, { yes, question: `Delete ${process.name}? Its runs are cancelled, and nothing starts it any more.` });
  await processes.remove(process.id);
  session.terminal.answer({ process }, () => `Deleted ${process.name}.`);
  session.terminal.next('mortise process list');
}
