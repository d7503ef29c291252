import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { signIn } from './sign-in.ts';

export function authorizeCommand(session: Session): Command {
  return defineCommand('authorize', 'Sign in to a connection in the browser', [
    'mortise connections authorize demo',
    'mortise connections authorize demo --no-browser',
  ])
    .argument('<name or id>', 'the connection')
    .option('--no-browser', 'print the link only, for a browser elsewhere')
    .action((word: string, options: { readonly browser: boolean }) => authorize(session, word, options));
}

async function authorize(session: Session, word: string, options: { readonly browser: boolean }): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { findConnection } = await import('../host/find-connection.ts');
  const found = await findConnection(host, word, (meant) => `mortise connections authorize ${shellWord(meant)}`);
  session.isStreaming = true;
  const { connection, test } = await signIn(session, host, found, options);
  const name = `${connection.name} (${connection.application})`;
  const works = test.ok ? '✓ signed in' : '✗ signed in, but does not work yet';
  terminal.event('result', { ok: true, data: { connection, test } }, `${works}  ${name}`);
  const missing = connection.scopes?.missing ?? [];
  if (missing.length > 0) terminal.note(`not granted  ${printable(missing.join(', '))}`);
  if (!test.ok) {
    session.exitCode = exitCodes.needsYou;
    if (test.error) terminal.note(`${printable(test.error.title)}. ${printable(test.error.detail)}`);
  }
  terminal.next(
    test.ok ? `mortise list --application ${connection.application}` : `mortise connections test ${shellWord(found.name)}`,
  );
}
