import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why a folder is no project: its package.json is missing or broken. */
export async function projectProblem(directory: string): Promise<string | undefined> {
  try {
    JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError
      ? `The package.json in ${directory} is not JSON.`
      : `There is no package.json in ${directory}.`;
  }
}
