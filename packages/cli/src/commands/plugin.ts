import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { pluginCheckCommand } from './plugin-check.ts';
import { pluginDescribeCommand } from './plugin-describe.ts';
import { pluginNewCommand } from './plugin-new.ts';
import { pluginPackCommand } from './plugin-pack.ts';

export function pluginCommand(session: Session): Command {
  return defineCommand('plugin', 'Help with writing a plugin', ['mortise plugin new acme', 'mortise plugin check'])
    .addCommand(pluginNewCommand(session))
    .addCommand(pluginCheckCommand(session))
    .addCommand(pluginPackCommand(session))
    .addCommand(pluginDescribeCommand(session), { hidden: true });
}
