import { CommandError, notFound } from '../command-error.ts';
import { shellWord } from '../shell-word.ts';
import type { HostClient } from './host-client.ts';

/** What was typed. */
export interface TypedCall {
  readonly action: string;
  readonly connection?: string | undefined;
  /** The other options, as a shell takes them. */
  readonly rest: string;
}

/** Adds what the person at the command line can type next: the action they meant, or the connections they have. */
export async function explainCallError(
  host: HostClient,
  { action, connection, rest }: TypedCall,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof CommandError)) return error;
  const { code } = error.contract;
  const call = (id: string, account: string | undefined) =>
    `mortise call ${id}${account === undefined ? '' : ` --connection ${shellWord(account)}`}${rest}`;
  if (code === 'action_not_found') {
    const ids = (await host.actions()).map(({ id }) => id);
    return notFound('action', action, ids, (meant) => call(meant, connection), 'mortise list --actions');
  }
  if (code === 'connection_required' || code === 'connection_not_found') {
    const [application] = action.split('.');
    const own = (await host.connections()).filter((candidate) => candidate.application === application);
    const choices = own.slice(0, 3).map(({ name }) => ({
      label: `Use ${name}`,
      command: call(action, name),
    }));
    return new CommandError(error.exitCode, { ...error.contract, do: [...choices, ...error.contract.do] }, { cause: error });
  }
  if (error.contract.do.length > 0) return error;
  const remedy = code === 'invalid_input' ? seeInput(action) : testConnection(connection);
  return new CommandError(error.exitCode, { ...error.contract, do: remedy }, { cause: error });
}

function seeInput(action: string) {
  return [{ label: 'See what it takes', command: `mortise list --application ${action.split('.')[0]}` }];
}

function testConnection(connection: string | undefined) {
  const word = connection === undefined ? undefined : shellWord(connection);
  return [
    word
      ? { label: 'Test the connection', command: `mortise connections test ${word}` }
      : { label: 'Find out more', command: 'mortise doctor' },
  ];
}
