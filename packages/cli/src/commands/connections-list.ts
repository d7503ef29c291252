import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Connection } from '../host/answers.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';

export function listConnectionsCommand(session: Session): Command {
  return defineCommand('list', 'List the connected accounts', [
    'mortise connections list',
    'mortise connections list --application demo-shop',
  ])
    .option('--application <name>', 'only those of one application')
    .action(({ application }: { readonly application?: string }) => listConnections(session, application));
}

async function listConnections(session: Session, application: string | undefined): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const all = await host.connections();
  const items = all.filter((connection) => application === undefined || connection.application === application);
  if (application !== undefined && items.length === 0) {
    const { requireApplication } = await import('../host/require-application.ts');
    await requireApplication(host, application, (meant) => `mortise connections list --application ${meant}`);
  }
  terminal.answer({ items }, () =>
    items.length > 0
      ? table(
          items,
          [
            { title: 'Name', value: ({ name }) => name },
            { title: 'Application', value: (connection) => connection.application },
            { title: 'Status', value: statusOf },
            { title: 'Id', value: ({ id }) => id },
          ],
          terminal.width,
        )
      : 'No account is connected.',
  );
  const waiting = items.find(({ status }) => status === 'needs_sign_in');
  const [first] = items;
  if (waiting) terminal.next(`mortise connections authorize ${shellWord(waiting.name)}`);
  else if (first) terminal.next(`mortise connections test ${shellWord(first.name)}`);
  else terminal.next(`mortise connections add ${application ?? '<application>'}`);
}

function statusOf({ status, test }: Connection): string {
  switch (status) {
    case 'ready':
      return '✓ works';
    case 'needs_sign_in':
      return '○ needs a sign-in';
    case 'failing':
      return `✗ ${test?.error?.title ?? 'failed'}`;
    default:
      return '– not tested';
  }
}
