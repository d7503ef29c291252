import { CommandError } from '../command-error.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { shellWord } from '../shell-word.ts';
import type { Connection, ConnectionTest } from './answers.ts';
import { toContract } from './to-contract.ts';

/** The error that a failed test of a connection ends a command with. */
export function testFailure({ error }: ConnectionTest, { name }: Connection): CommandError {
  const remedy = {
    label: 'Remove it, and add it with other values',
    command: `mortise connections remove ${shellWord(name)}`,
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
