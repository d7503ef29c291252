import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { addCommand } from './connections-add.ts';
import { authorizeCommand } from './connections-authorize.ts';
import { clientCommand } from './connections-client.ts';
import { listConnectionsCommand } from './connections-list.ts';
import { removeCommand } from './connections-remove.ts';
import { setCommand } from './connections-set.ts';
import { testCommand } from './connections-test.ts';

export function connectionsCommand(session: Session): Command {
  return defineCommand('connections', 'Connect accounts, sign in to them, change, test and remove them', [
    'mortise connections add demo-shop',
    'mortise connections list',
  ])
    .addCommand(addCommand(session))
    .addCommand(setCommand(session))
    .addCommand(authorizeCommand(session))
    .addCommand(listConnectionsCommand(session))
    .addCommand(testCommand(session))
    .addCommand(removeCommand(session))
    .addCommand(clientCommand(session));
}
