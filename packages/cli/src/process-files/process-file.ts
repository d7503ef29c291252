import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { usageError } from '../command-error.ts';
import { ProcessDocument } from '../host/process-answers.ts';
import type { Session } from '../session.ts';

/** A process as it lies in a folder, for git. */
export interface ProcessFile {
  readonly name: string;
  readonly path: string;
  readonly document: ProcessDocument;
}

const ending = '.process.json';
/** As no path of a file looks. */
const processName = /^[\w-]+$/;
export const usualFolder = 'processes';

export function isProcessFile(word: string): boolean {
  return word.endsWith(ending);
}

/** Those that are named, by their path or as the process is, or all of the folder. */
export async function readProcessFiles(session: Session, words: readonly string[], folder: string): Promise<ProcessFile[]> {
  const files = await processFiles(session, words, folder);
  return Promise.all(files.map((path) => readProcessFile(session, path)));
}

/** Their paths. */
export async function processFiles(session: Session, words: readonly string[], folder: string): Promise<string[]> {
  const pathOf = (word: string) => (processName.test(word) ? join(folder, `${word}${ending}`) : word);
  return words.length > 0 ? words.map((word) => resolve(session.directory, pathOf(word))) : filesIn(session, folder);
}

export function nameOf(path: string): string {
  return basename(path, ending);
}

export async function readProcessFile(session: Session, path: string): Promise<ProcessFile> {
  const shown = relativeTo(session, path);
  const name = nameOf(path);
  if (!isProcessFile(path)) throw usageError(`${shown} is no file of a process: its name has to end with ${ending}.`);
  const text = await readText(path, shown);
  return { name, path, document: parse(text, shown) };
}

/** Gives the path, or nothing where the file is as it should be already. */
export async function writeProcessFile(
  session: Session,
  { name, document }: Omit<ProcessFile, 'path'>,
  folder: string,
): Promise<{ readonly path: string; readonly isChanged: boolean }> {
  const path = join(resolve(session.directory, folder), `${name}${ending}`);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== undefined && isSame(before, document)) return { path, isChanged: false };
  await mkdir(resolve(session.directory, folder), { recursive: true });
  await writeFile(path, text);
  return { path, isChanged: true };
}

/** White space and the order of names are whoever's who edits the file. */
function isSame(text: string, document: ProcessDocument): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), document);
  } catch {
    // What is no JSON is not the same.
    return false;
  }
}

export function relativeTo({ directory }: Session, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}

async function filesIn({ directory }: Session, folder: string): Promise<string[]> {
  const path = resolve(directory, folder);
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw usageError(`${folder} cannot be read (${cause.code}).`);
  });
  const files = names.filter(isProcessFile).sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw usageError(`There is no ${ending} file in ${folder}.`, [
    { label: 'Write the processes of the host there', command: 'mortise process pull' },
  ]);
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw usageError(`${shown} cannot be read (${error.code}).`);
    throw error;
  }
}

function parse(text: string, shown: string): ProcessDocument {
  try {
    const { data } = ProcessDocument.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    if (data) return data;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError(`${shown} is not JSON: ${reason}.`);
  }
  throw usageError(`${shown} holds no process: it has to be a JSON object.`);
}
