import { Command } from 'commander';
import { usageError } from '../command-error.ts';
import { nearest } from '../nearest.ts';

/** Shows the help of a command, and of a command of a command: `mortise help connections add`. */
export function helpCommand(program: Command): Command {
  return new Command('help')
    .description('Show the help of a command')
    .argument('[command...]', 'the command, such as connections add')
    .action((words: readonly string[]) => find(program, words).help());
}

function find(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const [index, word] of words.entries()) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (!next) throw unknown(command, words.slice(0, index), word);
    command = next;
  }
  return command;
}

function unknown(command: Command, before: readonly string[], word: string): Error {
  const path = ['mortise', 'help', ...before];
  const names = command.commands.map((candidate) => candidate.name());
  const meant = nearest(word, names);
  return usageError(`There is no command "${[...before, word].join(' ')}".`, [
    ...(meant === undefined ? [] : [{ label: `Did you mean ${meant}?`, command: [...path, meant].join(' ') }]),
    { label: 'See what there is', command: path.join(' ') },
  ]);
}
