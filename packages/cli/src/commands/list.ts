import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exampleCall, inputFields } from '../input-words.ts';
import { pluginTable } from '../plugin-table.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

interface ListOptions {
  readonly actions?: true;
  readonly application?: string;
}

export function listCommand(session: Session): Command {
  return defineCommand('list', 'List the installed plugins and their actions', [
    'mortise list',
    'mortise list --application demo-shop',
  ])
    .option('--actions', 'list the actions of all applications')
    .option('--application <name>', 'list the actions of one application')
    .action(({ actions, application }: ListOptions) =>
      actions || application !== undefined ? listActions(session, application) : listPlugins(session),
    );
}

async function listPlugins(session: Session): Promise<void> {
  const { terminal } = session;
  const plugins = await (await session.host()).plugins();
  terminal.answer({ items: plugins }, ({ items }) =>
    items.length > 0 ? pluginTable(items, terminal) : 'No plugin is installed.',
  );
  const ready = plugins.find(({ status }) => status === 'ready');
  terminal.next(ready ? `mortise list --application ${ready.application}` : 'pnpm add <plugin>   (it appears without a restart)');
}

async function listActions(session: Session, application: string | undefined): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const actions = await host.actions();
  const wanted = actions.filter(({ application: owner }) => application === undefined || owner === application);
  if (application !== undefined && wanted.length === 0) {
    const { requireApplication } = await import('../host/require-application.ts');
    await requireApplication(host, application, (meant) => `mortise list --application ${meant}`);
  }
  terminal.answer({ items: wanted }, ({ items }) =>
    items.length > 0
      ? table(
          items,
          [
            { title: 'Action', value: ({ id }) => id },
            { title: 'Kind', value: ({ kind }) => kind },
            { title: 'Status', value: ({ offline }) => (offline ? 'offline' : undefined) },
            { title: 'Title', value: ({ title }) => title },
            { title: 'Input', value: inputFields },
          ],
          terminal.width,
        )
      : 'There are no actions.',
  );
  const [first] = wanted;
  terminal.next(first ? exampleCall(first) : 'mortise list');
}
