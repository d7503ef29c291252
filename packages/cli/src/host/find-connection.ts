import { notFound, usageError } from '../command-error.ts';
import type { Connection } from './answers.ts';
import type { HostClient } from './host-client.ts';

/** A connection by its id or its name; names are unique within an application only. */
export async function findConnection(
  host: HostClient,
  word: string,
  command: (meant: string) => string,
  application?: string,
): Promise<Connection> {
  const all = await host.connections();
  const known = all.filter((connection) => connection.id === word || !application || connection.application === application);
  const matches = known.filter(({ id, name }) => id === word || name === word);
  const [match, second] = matches;
  if (!match) {
    throw notFound(
      'connection',
      word,
      known.map(({ name }) => name),
      command,
      'mortise connections list',
    );
  }
  if (!second) return match;
  throw usageError(
    `Several connections are called "${word}". Name one by its id.`,
    matches.map(({ id, application }) => ({ label: `The one of ${application}`, command: command(id) })),
  );
}
