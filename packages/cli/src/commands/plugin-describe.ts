import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';

/** Used by `plugin check`, which runs it in a process of its own: the plugin's code may loop, crash or end the process. */
export function pluginDescribeCommand(session: Session): Command {
  return defineCommand('describe', 'Print the manifest that the built code of a plugin gives', ['mortise plugin describe'])
    .argument('[folder]', 'folder of the plugin', '.')
    .action(async (folder: string) => {
      const { describeBuild } = await import('../plugin-check/describe-build.ts');
      session.terminal.answer(await describeBuild(resolve(session.directory, folder)), (manifest) =>
        JSON.stringify(manifest, null, 2),
      );
    });
}
