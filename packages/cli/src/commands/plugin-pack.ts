import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

interface PackOptions {
  readonly name: string;
  readonly title?: string;
  readonly out?: string;
}

export function pluginPackCommand(session: Session): Command {
  return defineCommand('pack', 'Make a plugin of the actions of a service, which then runs in any host', [
    'mortise plugin pack src/orders.actions.ts --name shop',
    'mortise plugin pack src/orders.actions.ts --name shop --title "Our shop" --out ../plugin-shop',
  ])
    .argument('<file>', 'module that exports the actions')
    .requiredOption('--name <name>', 'name of the application, the first half of the ids')
    .option('--title <title>', 'what the store shows; the name by default')
    .option('--out <folder>', 'new folder for the package; plugin-<name> by default')
    .action((file: string, options: PackOptions) => pack(session, file, options));
}

async function pack(session: Session, file: string, { name, title, out = `plugin-${name}` }: PackOptions): Promise<void> {
  const { packPlugin, PackError } = await import('../plugin-pack/pack-plugin.ts');
  const { terminal, directory } = session;
  try {
    const packed = await packPlugin({
      file: resolve(directory, file),
      name,
      title: title ?? name,
      directory: resolve(directory, out),
    });
    const folder = relative(directory, packed.directory);
    terminal.answer({ ...packed }, ({ files }) => files.map((each) => `${folder}/${each}`).join('\n'));
    terminal.next(`mortise plugin check ${shellWord(folder)}`);
  } catch (error) {
    if (error instanceof PackError) throw usageError(error.message);
    throw error;
  }
}
