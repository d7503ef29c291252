import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeProblems } from '../process-files/describe-problems.ts';
import type { Session } from '../session.ts';

export function publishCommand(session: Session): Command {
  return defineCommand('publish', 'Publish the draft of a process: new runs take it from then on', [
    'mortise process publish new-orders',
    'mortise process publish new-orders --json',
  ])
    .argument('<name or id>', 'the process')
    .action((word: string) => publish(session, word));
}

async function publish(session: Session, word: string): Promise<void> {
  const { terminal } = session;
  const { processes } = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const process = await findProcess(processes, word, (meant) => `mortise process publish ${meant}`);
  const { name } = process;
  const { ok, problems } = await processes.check(process.id);
  if (!ok) {
    terminal.answer({ name, problems }, () => describeProblems(problems, terminal));
    session.exitCode = exitCodes.checkFailed;
    return;
  }
  const published = await processes.publish(process);
  const { version, isNew } = published;
  terminal.answer({ name, ...published }, () => {
    const line = isNew ? `Published ${name} as v${version}.` : `v${version} of ${name} is the same already.`;
    return published.problems.length === 0 ? line : `${describeProblems(published.problems, terminal)}\n${line}`;
  });
  terminal.next(`mortise process run ${name}`);
}
