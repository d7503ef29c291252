import { notFound } from '../command-error.ts';
import type { Process } from './process-answers.ts';
import type { ProcessClient } from './process-client.ts';

/** The process of a name or an id. See {@link processNamed}. */
export async function findProcess(processes: ProcessClient, word: string, command: (meant: string) => string): Promise<Process> {
  return processNamed(await processes.list(), word, command);
}

/** The same among those that were listed already; `command` is what would have been typed for the one that was meant. */
export function processNamed(all: readonly Process[], word: string, command: (meant: string) => string): Process {
  const match = all.find(({ id, name }) => id === word || name === word);
  if (match) return match;
  const names = all.map(({ name }) => name);
  throw notFound('process', word, names, command, 'mortise process list');
}
