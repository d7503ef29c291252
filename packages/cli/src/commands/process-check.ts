import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeProblems } from '../process-files/describe-problems.ts';
import { isProcessFile, readProcessFile } from '../process-files/process-file.ts';
import type { Session } from '../session.ts';

export function checkCommand(session: Session): Command {
  return defineCommand('check', 'Check a process before it is published', [
    'mortise process check new-orders',
    'mortise process check processes/new-orders.process.json',
  ])
    .argument('<name or file>', 'the process, or a file named <name>.process.json')
    .action((word: string) => check(session, word));
}

async function check(session: Session, word: string): Promise<void> {
  const { terminal } = session;
  const file = isProcessFile(word) ? await readProcessFile(session, resolve(session.directory, word)) : undefined;
  const { processes } = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const process = file ?? (await findProcess(processes, word, (meant) => `mortise process check ${meant}`));
  const { name } = process;
  const answer = 'id' in process ? await processes.check(process.id) : await processes.checkDocument(process.document);
  terminal.answer({ name, ...answer }, () => describeProblems(answer.problems, terminal));
  if (!answer.ok) session.exitCode = exitCodes.checkFailed;
  else terminal.next('id' in process ? `mortise process publish ${name}` : 'mortise process push --publish');
}
