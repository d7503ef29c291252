import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { Connection } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { type SaveOptions, saveConnection, shownOnly, withSaveOptions } from './connections-save.ts';

export function setCommand(session: Session): Command {
  const command = defineCommand('set', 'Change a connection, and test it; what is not given stays', [
    'mortise connections set demo --value url=http://127.0.0.1:4400 --secret clientSecret=-',
    'mortise connections set demo --name shop --limit 100/10',
  ])
    .argument('<name or id>', 'the connection')
    .option('--name <name>', 'what to call it from now on');
  return withSaveOptions(command).action((word: string, options: SaveOptions) => setConnection(session, word, options));
}

async function setConnection(session: Session, word: string, options: SaveOptions): Promise<void> {
  const { name, limit, test, browser } = options;
  const again = (meant: string) => `mortise connections set ${shellWord(meant)}`;
  const hasValues = [options.value, options.valueEnv, options.secret].some((given) => given !== undefined);
  if (name === undefined && !limit && !hasValues) {
    throw usageError('Say what to change.', [{ label: 'See what it takes', command: `${again(word)} --help` }]);
  }
  const host = await session.host();
  const { findConnection } = await import('../host/find-connection.ts');
  const connection = await findConnection(host, word, again);
  const values = hasValues ? await readValues(session, host, connection, options) : undefined;
  const body = {
    ...(name !== undefined && { name }),
    ...(values && { values }),
    ...(limit && { limits: { perConnection: limit } }),
    ...(!test && { test: false }),
  };
  await saveConnection(session, host, {
    save: () => host.changeConnection(connection.id, body),
    done: 'changed',
    again: again(word),
    isTested: test && hasValues,
    browser,
  });
}

async function readValues(session: Session, host: HostClient, connection: Connection, options: SaveOptions) {
  const [{ fieldsOf }, { givenValues }] = await Promise.all([import('../form/fields.ts'), import('../form/given-values.ts')]);
  const { schema } = await host.form(connection.application);
  const values = await givenValues(fieldsOf(schema), options, session);
  return shownOnly(session, schema, Object.fromEntries(values), connection.values);
}
