import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ProcessProblem } from '../host/process-answers.ts';
import type { ProcessClient } from '../host/process-client.ts';
import { describeProblems } from '../process-files/describe-problems.ts';
import { documentDifferences } from '../process-files/document-differences.ts';
import { type ProcessFile, readProcessFiles, usualFolder } from '../process-files/process-file.ts';
import type { Session } from '../session.ts';

interface PushOptions {
  readonly folder: string;
  readonly publish?: true;
}

interface Pushed {
  readonly name: string;
  readonly id: string;
  readonly status: 'made' | 'changed' | 'unchanged';
  readonly version?: number;
  readonly problems?: readonly ProcessProblem[];
}

export function pushCommand(session: Session): Command {
  return defineCommand('push', 'Make the drafts of processes what files say', [
    'mortise process push',
    'mortise process push processes/new-orders.process.json --publish',
  ])
    .argument('[files...]', 'files named <name>.process.json (default: all of the folder)')
    .option('--folder <folder>', 'where the files are', usualFolder)
    .option('--publish', 'check and publish them afterwards')
    .action((files: readonly string[], options: PushOptions) => push(session, files, options));
}

async function push(session: Session, paths: readonly string[], { folder, publish: isPublished }: PushOptions): Promise<void> {
  const { terminal } = session;
  const files = await readProcessFiles(session, paths, folder);
  const { processes } = await session.host();
  const items: Pushed[] = [];
  for (const file of files) {
    const draft = await pushFile(processes, file);
    items.push({ ...draft.pushed, ...(isPublished && (await publish(processes, draft))) });
  }
  terminal.answer({ items }, () => items.map((item) => describe(item, session)).join('\n'));
  const failed = items.find(({ problems, version }) => problems && version === undefined);
  if (failed) session.exitCode = exitCodes.checkFailed;
  const [first] = items;
  if (failed) terminal.next(`correct it, then: mortise process push --publish`);
  else if (first) terminal.next(`mortise process ${isPublished ? 'run' : 'publish'} ${first.name}`);
}

async function pushFile(processes: ProcessClient, { name, document }: ProcessFile) {
  const known = (await processes.list()).find((each) => each.name === name);
  if (!known) {
    const { id, revision } = await processes.create(name, document);
    return { revision, pushed: { name, id, status: 'made' as const } };
  }
  const { id, ...before } = await processes.find(known.id);
  if (documentDifferences(before.document, document).length === 0) {
    return { revision: before.revision, pushed: { name, id, status: 'unchanged' as const } };
  }
  const { revision } = await processes.replace({ ...known, revision: before.revision }, document);
  return { revision, pushed: { name, id, status: 'changed' as const } };
}

/** One that cannot be published does not keep the others from it. */
async function publish(processes: ProcessClient, { revision, pushed }: Awaited<ReturnType<typeof pushFile>>) {
  const { ok, problems } = await processes.check(pushed.id);
  if (!ok) return { problems };
  const { version } = await processes.publish({ id: pushed.id, revision });
  return { version, problems };
}

function describe({ name, status, version, problems = [] }: Pushed, { terminal }: Session): string {
  const line = `${status.padEnd(9)}  ${name}${version === undefined ? '' : `  published as v${version}`}`;
  return problems.length === 0 ? line : `${line}\n${describeProblems(problems, terminal)}`;
}
