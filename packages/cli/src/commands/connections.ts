import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { addCommand } from './connections-add.ts';
import { listConnectionsCommand } from './connections-list.ts';
import { removeCommand } from './connections-remove.ts';
import { testCommand } from './connections-test.ts';

export function connectionsCommand(session: Session): Command {
  return defineCommand('connections', 'Connect accounts, test and remove them', [
    'mortise connections add demo-shop',
    'mortise connections list',
  ])
    .addCommand(addCommand(session))
    .addCommand(listConnectionsCommand(session))
    .addCommand(testCommand(session))
    .addCommand(removeCommand(session));
}
