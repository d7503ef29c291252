import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { CommandError, type ReportedContract } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Process, ProcessProblem } from '../host/process-answers.ts';
import type { ProcessClient } from '../host/process-client.ts';
import { printable } from '../printable.ts';
import { describeProblems } from '../process-files/describe-problems.ts';
import { documentDifferences } from '../process-files/document-differences.ts';
import { nameOf, type ProcessFile, processFiles, readProcessFile, usualFolder } from '../process-files/process-file.ts';
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

/** Why a file was not taken. */
interface Refused {
  readonly name: string;
  readonly status: 'refused';
  readonly error: ReportedContract;
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
  const files = await processFiles(session, paths, folder);
  const { processes } = await session.host();
  const known = await processes.list();
  const items: (Pushed | Refused)[] = [];
  for (const file of files) {
    const item = readProcessFile(session, file)
      .then((read) => pushFile(processes, known, read))
      .then(async (draft) => ({ ...draft.pushed, ...(isPublished && (await publish(processes, draft))) }));
    items.push(files.length === 1 ? await item : await item.catch((error: unknown) => refusalOf(file, error)));
  }
  terminal.answer({ items }, () => items.map((item) => describe(item, session)).join('\n'));
  const isWrong = items.some((item) => item.status === 'refused' || (item.problems && item.version === undefined));
  if (isWrong) session.exitCode = exitCodes.checkFailed;
  const [first] = items;
  if (isWrong) terminal.next(`correct it, then: mortise process push${isPublished ? ' --publish' : ''}`);
  else if (first) terminal.next(`mortise process ${isPublished ? 'run' : 'publish'} ${first.name}`);
}

async function pushFile(processes: ProcessClient, all: readonly Process[], { name, document }: ProcessFile) {
  const known = all.find((each) => each.name === name);
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

/** One that cannot be read, or that the host does not take, does not keep the others from it. Throws what is wrong with all of them. */
function refusalOf(file: string, error: unknown): Refused {
  const isOfFile = error instanceof CommandError && ofFile.has(error.exitCode);
  if (!isOfFile) throw error;
  return { name: nameOf(file), status: 'refused', error: error.contract };
}

const ofFile = new Set<number>([exitCodes.usage, exitCodes.failed, exitCodes.notFound, exitCodes.checkFailed]);

/** One that cannot be published does not keep the others from it. */
async function publish(processes: ProcessClient, { revision, pushed }: Awaited<ReturnType<typeof pushFile>>) {
  const { ok, problems } = await processes.check(pushed.id);
  if (!ok) return { problems };
  const { version } = await processes.publish({ id: pushed.id, revision });
  return { version, problems };
}

function describe(item: Pushed | Refused, { terminal }: Session): string {
  if (item.status === 'refused') return `${item.status.padEnd(9)}  ${item.name}  ${printable(item.error.detail)}`;
  const { name, status, version, problems = [] } = item;
  const line = `${status.padEnd(9)}  ${name}${version === undefined ? '' : `  published as v${version}`}`;
  return problems.length === 0 ? line : `${line}\n${describeProblems(problems, terminal)}`;
}
