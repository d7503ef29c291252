import { Command } from 'commander';

/** A command whose help begins with examples, as people read those first. */
export function defineCommand(name: string, summary: string, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  $ ${example}`).join('\n');
  return new Command(name).description(summary).addHelpText('before', `Examples:\n${shown}\n`);
}

/** Collects an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
