import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { ProcessWithDraft } from '../host/process-answers.ts';
import type { ProcessClient } from '../host/process-client.ts';
import type { Session } from '../session.ts';

type Change = (processes: ProcessClient, id: string) => Promise<ProcessWithDraft>;

export function pauseCommand(session: Session): Command {
  return defineCommand('pause', 'Stop what starts a process, and let its messages wait', ['mortise process pause new-orders'])
    .argument('<name or id>', 'the process')
    .action(async (word: string) => {
      const name = await change(session, word, 'pause', (processes, id) => processes.pause(id));
      session.terminal.next(`mortise process resume ${name}`);
    });
}

export function resumeCommand(session: Session): Command {
  return defineCommand('resume', 'Let a paused process go on', ['mortise process resume new-orders'])
    .argument('<name or id>', 'the process')
    .action(async (word: string) => {
      const name = await change(session, word, 'resume', (processes, id) => processes.resume(id));
      session.terminal.next(`mortise process run ${name}`);
    });
}

async function change(session: Session, word: string, verb: string, request: Change): Promise<string> {
  const { processes } = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const { id } = await findProcess(processes, word, (meant) => `mortise process ${verb} ${meant}`);
  const { document: _draft, ...process } = await request(processes, id);
  session.terminal.answer({ process }, () => `${process.name} is ${process.state}.`);
  return process.name;
}
