import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printable, printableJson } from '../printable.ts';
import { type Difference, documentDifferences } from '../process-files/document-differences.ts';
import { readProcessFiles, usualFolder } from '../process-files/process-file.ts';
import type { Session } from '../session.ts';

interface DiffOptions {
  readonly folder: string;
}

interface Compared {
  readonly name: string;
  readonly status: 'same' | 'different' | 'missing';
  /** What pushing the file would change. */
  readonly differences: readonly Difference[];
}

const longestValue = 100;

export function diffCommand(session: Session): Command {
  return defineCommand('diff', 'Show what a push would change; exit code 7 where it would change anything', [
    'mortise process diff',
    'mortise process diff processes/new-orders.process.json',
  ])
    .argument('[files...]', 'files named <name>.process.json (default: all of the folder)')
    .option('--folder <folder>', 'where the files are', usualFolder)
    .action((files: readonly string[], options: DiffOptions) => diff(session, files, options));
}

async function diff(session: Session, paths: readonly string[], { folder }: DiffOptions): Promise<void> {
  const { terminal } = session;
  const files = await readProcessFiles(session, paths, folder);
  const { processes } = await session.host();
  const known = new Map((await processes.list()).map(({ name, id }) => [name, id]));
  const items: Compared[] = [];
  for (const { name, document } of files) {
    const id = known.get(name);
    const before = id === undefined ? undefined : (await processes.find(id)).document;
    const differences = before === undefined ? [] : documentDifferences(before, document);
    items.push({ name, status: before === undefined ? 'missing' : differences.length > 0 ? 'different' : 'same', differences });
  }
  terminal.answer({ items }, () => items.map((item) => describe(item, session)).join('\n'));
  if (items.every(({ status }) => status === 'same')) return;
  session.exitCode = exitCodes.checkFailed;
  terminal.next('mortise process push');
}

function describe({ name, status, differences }: Compared, { terminal }: Session): string {
  const head = { same: `${name}  is the same`, missing: `${name}  would be made`, different: name }[status];
  const lines = differences.flatMap(({ path, before, after }) => [
    `  ${printable(path)}`,
    ...(before === undefined ? [] : [terminal.style('red', `  - ${shown(before)}`, 'stdout')]),
    ...(after === undefined ? [] : [terminal.style('green', `  + ${shown(after)}`, 'stdout')]),
  ]);
  return [head, ...lines].join('\n');
}

function shown(value: unknown): string {
  const text = printable(printableJson(value));
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
