import { CommandError } from '../command-error.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { shellWord } from '../shell-word.ts';
import type { Connection, ConnectionTest, HostError } from './answers.ts';
import { toContract } from './to-contract.ts';

/** The second is what the runtime calls it, which knows plugins by their actions. */
const pluginIsGone = new Set(['application_not_found', 'action_not_found']);

function removedPlugin(error: HostError, { application }: Connection): CommandError {
  const remedies = [
    { label: 'Install the plugin again', command: `pnpm add <the plugin of ${application}>` },
    { label: 'See what is installed', command: 'mortise list' },
  ];
  return new CommandError(exitCodes.notFound, {
    ...toContract(error),
    code: 'application_not_found',
    title: 'There is no such application',
    do: remedies,
  });
}

/** The error that a failed test of a connection ends a command with. */
export function testFailure({ error }: ConnectionTest, connection: Connection): CommandError {
  const { name } = connection;
  if (error && pluginIsGone.has(error.code)) return removedPlugin(error, connection);
  const remedy = {
    label: 'Change it, with --value or --secret',
    command: `mortise connections set ${shellWord(name)}`,
  };
  if (!error) {
    return new CommandError(exitCodes.checkFailed, {
      code: 'connection_test_failed',
      title: 'The connection does not work',
      detail: `The service did not accept ${name}.`,
      do: [remedy],
      retryable: true,
    });
  }
  const exitCode = exitCodeOf(error.code, 200) === exitCodes.signIn ? exitCodes.signIn : exitCodes.checkFailed;
  return new CommandError(exitCode, toContract(error, [remedy]));
}
