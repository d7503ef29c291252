import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ImportedProcess } from '../host/process-answers.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

interface ImportOptions {
  readonly name?: string;
  readonly dryRun?: boolean;
}

type Element = ImportedProcess['report'][number];

const signs = { mapped: '✓ mapped', needs_plugin: '! needs a plugin', unknown: '? unknown' } as const;

export function importCommand(session: Session): Command {
  return defineCommand('import', 'Make a process of a .tplg or .tplg.json file of Orchesty, and tell what became of it', [
    'mortise process import orders.tplg',
    'mortise process import orders.tplg.json --name new-orders --dry-run',
  ])
    .argument('<file>', 'the file')
    .option('--name <name>', 'how the process is called (default: the name of the file)')
    .option('--dry-run', 'only tell what would become of it')
    .action((file: string, options: ImportOptions) => importFile(session, file, options));
}

async function importFile(session: Session, file: string, { name = nameOf(file), dryRun = false }: ImportOptions): Promise<void> {
  const { terminal } = session;
  const content = await readText(resolve(session.directory, file), file);
  const { processes } = await session.host();
  const imported = await processes.import({ name, content, dryRun });
  const columns = [
    { title: 'Element', value: ({ name: title, element }: Element) => title || element },
    { title: 'Step', value: ({ step }: Element) => step },
    { title: 'Result', value: ({ status }: Element) => signs[status] },
    { title: 'What to do', value: ({ detail }: Element) => detail },
  ];
  terminal.answer(imported, ({ report }) => (report.length > 0 ? table(report, columns, terminal.width) : 'The file is empty.'));
  const isWhole = imported.report.every(({ status }) => status === 'mapped');
  if (!isWhole) session.exitCode = exitCodes.needsYou;
  terminal.next(dryRun ? `mortise process import ${file} --name ${name}` : `mortise process check ${name}`);
}

/** A file name as the name of a process. */
function nameOf(file: string): string {
  return basename(file)
    .replace(/\.tplg(?:\.json)?$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw usageError(`${shown} cannot be read (${error.code}).`);
    throw error;
  }
}
