import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { checkCommand } from './process-check.ts';
import { deleteCommand } from './process-delete.ts';
import { diffCommand } from './process-diff.ts';
import { importCommand } from './process-import.ts';
import { listProcessesCommand } from './process-list.ts';
import { pauseCommand, resumeCommand } from './process-pause.ts';
import { publishCommand } from './process-publish.ts';
import { pullCommand } from './process-pull.ts';
import { pushCommand } from './process-push.ts';
import { runCommand } from './process-run.ts';

export function processCommand(session: Session): Command {
  return defineCommand('process', 'Keep processes in files, check, publish and run them', [
    'mortise process push --publish',
    'mortise process run new-orders --wait',
  ])
    .addCommand(listProcessesCommand(session))
    .addCommand(pullCommand(session))
    .addCommand(pushCommand(session))
    .addCommand(diffCommand(session))
    .addCommand(checkCommand(session))
    .addCommand(publishCommand(session))
    .addCommand(runCommand(session))
    .addCommand(pauseCommand(session))
    .addCommand(resumeCommand(session))
    .addCommand(deleteCommand(session))
    .addCommand(importCommand(session));
}
