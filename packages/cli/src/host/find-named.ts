import { notFound, usageError } from '../command-error.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One of several things by its id or its name, of which there may be more than one. */
export function findNamed<Item extends Named>(
  kind: 'tenant' | 'token' | 'service',
  all: readonly Item[],
  word: string,
  command: (meant: string) => string,
): Item {
  const matches = all.filter(({ id, name }) => id === word || name === word);
  const [match, second] = matches;
  if (!match) {
    const names = all.map(({ name }) => name);
    throw notFound(kind, word, names, command, `mortise ${kind}s list`);
  }
  if (!second) return match;
  throw usageError(
    `Several are called "${word}". Name one by its id.`,
    matches.map(({ id }) => ({ label: 'One of them', command: command(id) })),
  );
}
