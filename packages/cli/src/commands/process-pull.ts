import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { relativeTo, usualFolder, writeProcessFile } from '../process-files/process-file.ts';
import type { Session } from '../session.ts';

interface PullOptions {
  readonly folder: string;
}

interface Pulled {
  readonly name: string;
  readonly file: string;
  readonly status: 'written' | 'unchanged';
}

export function pullCommand(session: Session): Command {
  return defineCommand('pull', 'Write the drafts of processes into files', [
    'mortise process pull',
    'mortise process pull new-orders --folder processes',
  ])
    .argument('[names...]', 'the processes (default: all)')
    .option('--folder <folder>', 'where the files are', usualFolder)
    .action((names: readonly string[], options: PullOptions) => pull(session, names, options));
}

async function pull(session: Session, names: readonly string[], { folder }: PullOptions): Promise<void> {
  const { terminal } = session;
  const { processes } = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const meant = (name: string) => `mortise process pull ${name}`;
  const wanted =
    names.length === 0 ? await processes.list() : await Promise.all(names.map((name) => findProcess(processes, name, meant)));
  const items: Pulled[] = [];
  for (const { id, name } of wanted) {
    const { document } = await processes.find(id);
    const { path, isChanged } = await writeProcessFile(session, { name, document }, folder);
    items.push({ name, file: relativeTo(session, path), status: isChanged ? 'written' : 'unchanged' });
  }
  terminal.answer({ items }, () =>
    items.length > 0 ? items.map(({ status, file }) => `${status.padEnd(9)}  ${file}`).join('\n') : 'There is no process.',
  );
  terminal.next('git diff   (see what has changed)');
}
