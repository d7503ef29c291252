import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { pluginCheckCommand } from './plugin-check.ts';
import { pluginDescribeCommand } from './plugin-describe.ts';

export function pluginCommand(session: Session): Command {
  return defineCommand('plugin', 'Help with writing a plugin', ['mortise plugin check', 'mortise plugin check ./plugins/acme'])
    .addCommand(pluginCheckCommand(session))
    .addCommand(pluginDescribeCommand(session), { hidden: true });
}
