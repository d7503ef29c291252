import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { momentOf } from '../moment.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

export function listProcessesCommand(session: Session): Command {
  return defineCommand('list', 'List processes', ['mortise process list', 'mortise process list --json']).action(() =>
    listProcesses(session),
  );
}

async function listProcesses(session: Session): Promise<void> {
  const { terminal } = session;
  const items = await (await session.host()).processes.list();
  const columns = [
    { title: 'Name', value: ({ name }: (typeof items)[number]) => name },
    { title: 'Title', value: ({ title }: (typeof items)[number]) => title },
    { title: 'Published', value: ({ published }: (typeof items)[number]) => (published === undefined ? 'no' : `v${published}`) },
    { title: 'State', value: ({ state }: (typeof items)[number]) => state },
    { title: 'Changed', value: ({ updatedAt }: (typeof items)[number]) => momentOf(updatedAt) },
    { title: 'Id', value: ({ id }: (typeof items)[number]) => id },
  ];
  terminal.answer({ items }, () => (items.length > 0 ? table(items, columns, terminal.width) : 'There is no process.'));
  const [first] = items;
  terminal.next(first ? `mortise process run ${first.name}` : 'mortise process push <file>');
}
