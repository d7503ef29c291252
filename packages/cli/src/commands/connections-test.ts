import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { testFailure } from '../host/test-failure.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

export function testCommand(session: Session): Command {
  return defineCommand('test', 'Ask the service whether it accepts the login of a connection', [
    'mortise connections test demo',
    'mortise connections test demo --json',
  ])
    .argument('<name or id>', 'the connection')
    .action((word: string) => testConnection(session, word));
}

async function testConnection(session: Session, word: string): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { findConnection } = await import('../host/find-connection.ts');
  const connection = await findConnection(host, word, (meant) => `mortise connections test ${shellWord(meant)}`);
  const test = await host.testConnection(connection.id);
  if (!test.ok) throw testFailure(test, connection);
  terminal.answer({ connection, test }, () => `✓ works  ${connection.name} (${connection.application})`);
  terminal.next(`mortise list --application ${connection.application}`);
}
